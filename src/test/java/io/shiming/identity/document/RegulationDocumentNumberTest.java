package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regulation section 2.3, every row but the machine-readable zones. */
class RegulationDocumentNumberTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "RIC,11010519491231002X",
        "RIC,440524188001010014",
        "RIC,11000019900307001X",
        "RIC,310000198506150022",
        "RIC,650000200002290038",
        "RIC,440000201301010046",
        "RIC,110000201211220086",
        "RIC,110000201211210072",
        "RIC,500000201109300058",
        "RIC,330000201004200067",
        "TRIC,11010519491231002X",
        "TRIC,650000200002290038",
        "HKB,440000201301010046",
        "HKB,500000201109300058",
        "HMRP,810000199001019996",
        "HMRP,82000019900101998X",
        "HMRP,810000201501019976",
        "HMRP,810000199408230021",
        "TWRP,83000019900101999X",
        "TWRP,830000198506159985",
        "TWRP,830000199201300022",
        "HMTP,H00000000",
        "HMTP,M00000001",
        "HMTP,H0000000001",
        "HMTP_F,HA0000000",
        "HMTP_F,MA0000001",
        "HMTP_F,HA0000002",
        "TWTP,00000000",
        "TWTP,00000001",
        "TWTP,0000000001",
        "FPR23,911124198108030024",
        "FPR23,911398199012310021",
        "FPR23,931840199003079987",
        "FPR23,944826199003079992",
        "FPR17,KAZ110090123105",
        "FPR17,UTO110090030706",
        "FPR17,GBR310085061512",
        "FPR17,CAN440075010129",
        "PPT_CN,E00000000",
        "PPT_CN,EA0000000",
        "PPT_CN,G00000000",
        "PLA,军字第00000000号",
        "PAP,武字第00000000号",
        "PLA,海字第0000000号",
    })
    void aListedNumberIsKeptAsItStands(DocumentType type, String text) {
        var number = DocumentNumber.of(type, text, TODAY);
        assertThat(number.verbatim()).isEqualTo(text);
        assertThat(number.type()).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "RIC,110000199003070019,check should be X",
        "RIC,440524188013010014,month 13",
        "RIC,110105194902290029,29 February 1949",
        "RIC,440524188001010015,check should be 4",
        "RIC,110000209912310013,born in the future",
        "RIC,990000199003070013,no province 99",
        "RIC,110105491231002,first generation",
        "RIC,440000201301010047,minor's check changed",
        "RIC,110000201211220087,minor's check changed",
        "RIC,110000201211210073,minor's check changed",
        "RIC,500000201109300059,minor's check changed",
        "RIC,330000201004200068,minor's check changed",
        "TRIC,110000199003070019,check",
        "HKB,440000201301010047,check",
        "HMRP,810000199408230022,check should be 1",
        "HMRP,820000199409230012,check should be 7",
        "TWRP,710000199001019992,origin 71",
        "TWRP,830000199013010030,month 13",
        "TWRP,830000199001019990,check",
        "TWRP,83000019900101999,length",
        "HMTP,C00000000,permit of mainlanders",
        "HMTP,H0000000,length",
        "HMTP,h00000000,case",
        "HMTP_F,HB0000000,letter",
        "HMTP_F,HA000000,length",
        "TWTP,0000000,length",
        "TWTP,T0000000,letter",
        "TWTP,000000000,length",
        "FPR23,911398199012310022,check should be 1",
        "FPR23,911398199002310021,31 February",
        "FPR23,91199919900307998X,no country 999",
        "FPR23,900840199003079980,no province 00",
        "FPR17,KAZ110090123107,check should be 5",
        "FPR17,KAA110090123105,no country",
        "FPR17,KAZ990090123105,no region 9900",
        "PPT_CN,EI0000000,letter I",
        "PPT_CN,E0000000,length",
        "PPT_CN,K00000000,letter K",
        "PLA,'',empty",
        "PLA,00000000,digits only",
        "PAP,武字第000000000000000000号,longer than 20",
    })
    void aListedWrongNumberIsRefused(DocumentType type, String text, String why) {
        assertThat(refusalOf(() -> DocumentNumber.of(type, text, TODAY)))
                .as(why)
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "RIC,710000199001019992",
        "RIC,810000199001019996",
        "RIC,82000019900101998X",
        "RIC,83000019900101999X",
        "HMRP,83000019900101999X",
        "HMRP,11010519491231002X",
        "TWRP,810000199001019996",
        "HMTP_F,H00000000",
        "HMTP,HA0000000",
    })
    void aNumberOfAnotherTypeIsAMismatch(DocumentType type, String text) {
        assertThat(refusalOf(() -> DocumentNumber.of(type, text, TODAY))).isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "440000201301010046,13",
        "110000201211220086,13",
        "110000201211210072,14",
        "500000201109300058,15",
        "330000201004200067,16"
    })
    void theAgeOfAListedMinorIsTold(String text, int age) {
        assertThat(DocumentNumber.of(DocumentType.RIC, text, TODAY).ageOn(TODAY))
                .contains(age);
    }

    @ParameterizedTest
    @CsvSource({
        "RIC,11010519491231002X,FEMALE",
        "RIC,440524188001010014,MALE",
        "HMRP,810000199001019996,MALE",
        "HMRP,82000019900101998X,FEMALE",
        "TWRP,830000198506159985,FEMALE",
        "FPR23,931840199003079987,FEMALE"
    })
    void theSeventeenthDigitTellsTheSex(DocumentType type, String text, Sex sex) {
        assertThat(DocumentNumber.of(type, text, TODAY).sex()).contains(sex);
    }

    @Test
    void aFullWidthDigitIsRefusedBeforeAnythingElse() {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, "1１010519491231002X", TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @Test
    void thereIsNoSpellingOfTenButTheCapital() {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, "11010519491231002x", TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }
}
