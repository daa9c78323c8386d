package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"RIC", "TRIC", "HKB"})
    void oneCitizenIsOnePersonByWhicheverDocument(DocumentType type) {
        assertThat(DocumentNumber.of(type, "11010519491231002X", TODAY).canonical())
                .isEqualTo("CITIZEN:11010519491231002X");
    }

    @Test
    void everyOtherTypeIsASeriesOfItsOwn() {
        assertThat(Arrays.stream(DocumentType.values())
                        .map(DocumentType::indexClass)
                        .distinct())
                .hasSize(DocumentType.values().length - 2);
    }

    @ParameterizedTest
    @CsvSource({
        "HMTP,H00000000,HMTP:H00000000",
        "HMTP,H0000000001,HMTP:H00000000",
        "TWTP,00000001,TWTP:00000001",
        "TWTP,0000000102,TWTP:00000001",
        "TWTP,0000000102B,TWTP:00000001",
        "FPR17,KAZ110090123105,FPR17:KAZ110090123105"
    })
    void aRenewedPermitKeepsItsHolder(DocumentType type, String text, String canonical) {
        assertThat(DocumentNumber.of(type, text, TODAY).canonical()).isEqualTo(canonical);
    }

    @Test
    void equalNumbersOfTwoStatesAreTwoPassports() {
        var one = DocumentNumber.of(DocumentType.PPT_F, "SPEC2014", "UTO", TODAY);
        var other = DocumentNumber.of(DocumentType.PPT_F, "SPEC2014", "GBR", TODAY);
        assertThat(one.canonical()).isEqualTo("PPT_F:UTO:SPEC2014").isNotEqualTo(other.canonical());
    }

    @Test
    void aForeignPassportWithoutItsStateIsIncomplete() {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.PPT_F, "SPEC2014", TODAY)))
                .isEqualTo(Code.FIELD_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "CHN,DOC_TYPE_MISMATCH",
        "HKG,DOC_TYPE_MISMATCH",
        "MAC,DOC_TYPE_MISMATCH",
        "TWN,DOC_TYPE_MISMATCH",
        "ZZZ,ISSUING_STATE_UNKNOWN",
        "gbr,ISSUING_STATE_UNKNOWN",
        "'',ISSUING_STATE_UNKNOWN"
    })
    void aStateThatIssuesNoForeignPassportIsRefused(String country, Code code) {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.PPT_F, "SPEC2014", country, TODAY)))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A123", "A123456789", "a1234567", "A12 4567", "A1234<", ""})
    void aPassportNumberHasFiveToNineCapitalsAndDigits(String text) {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.PPT_F, text, "GBR", TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @Test
    void noStateButChinaIssuesTheOtherDocuments() {
        assertThat(DocumentNumber.of(DocumentType.HMTP, "H00000000", "CHN", TODAY)
                        .issuingCountry())
                .isEqualTo("CHN");
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.HMTP, "H00000000", "GBR", TODAY)))
                .isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "RIC,11010519491231002X,1101**********002X",
        "FPR17,KAZ110090123105,KAZ1*******3105",
        "HMTP,H00000000,H******00",
        "TWTP,00000001,0*****01",
        "PLA,军字第00000000号,军*********0号"
    })
    void theMiddleIsMasked(DocumentType type, String text, String masked) {
        assertThat(DocumentNumber.of(type, text, TODAY).masked()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "RIC,11010519491231002X,1949-12-31",
        "FPR17,KAZ110090123105,1990-12-31",
        "FPR17,UTO110090030706,1990-03-07",
        "FPR23,911398199012310021,1990-12-31"
    })
    void theBirthDateIsRead(DocumentType type, String text, LocalDate bornOn) {
        assertThat(DocumentNumber.of(type, text, TODAY).bornOn()).contains(bornOn);
    }

    @Test
    void aPermitTellsNeitherBirthNorSex() {
        var permit = DocumentNumber.of(DocumentType.HMTP, "H00000000", TODAY);
        assertThat(permit.bornOn()).isEmpty();
        assertThat(permit.sex()).isEmpty();
        assertThat(permit.ageOn(TODAY)).isEmpty();
    }

    @Test
    void birthDateInTheFutureIsRefused() {
        var birthday = LocalDate.of(2012, 11, 22);
        assertThat(DocumentNumber.of(DocumentType.RIC, "110000201211220086", birthday)
                        .ageOn(birthday))
                .contains(0);
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, "110000201211220086", birthday.minusDays(1))))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 11010519491231002X",
                "11010519491231002X ",
                "１１０１０５１９４９１２３１００２X",
                "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X",
                "11010519491231002Х",
                "110105-1949-1231-002X",
                "11010519491231002X\u0000"
            })
    void aNumberInAnyOtherSpellingIsRefused(String text) {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, text, TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ric", "", "SSN", "RIC ", "REFUGEE"})
    void anUnknownTypeIsNotAccepted(String name) {
        assertThat(refusalOf(() -> DocumentType.of(name))).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
    }

    @Test
    void aTypeIsFoundByItsName() {
        for (DocumentType type : DocumentType.values())
            assertThat(DocumentType.of(type.name())).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"军字第０００００００１号", "军字第00000001号\u202E", "军字第 00000001", "ABC00000001", "军1号"})
    void aMilitaryNumberHasIdeographsAndAsciiDigits(String text) {
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.PLA, text, TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }
}
