package io.shiming.identity.mrz;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.shiming.identity.document.CheckDigit;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.Sex;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.PersonName;
import io.shiming.problem.Code;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation section 2.3, row PPT_F, and 2.2 item 4; the first line is ICAO's specimen. */
class RegulationMachineReadableZoneTest {
    private static final String EXPIRED = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private static final String VALID = "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8";
    private static final String NAME = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";

    @ParameterizedTest
    @CsvSource({
        EXPIRED + ",L898902C3,1974-08-12,2012-04-15,FEMALE",
        VALID + ",X0000001,1990-03-07,2030-12-31,MALE",
        "SPEC2014<4UTO6508081F3312315<<<<<<<<<<<<<<<6,SPEC2014,1965-08-08,2033-12-31,FEMALE"
    })
    void aListedZoneIsRead(String line, String number, LocalDate birth, LocalDate expiry, Sex sex) {
        var zone = MachineReadableZone.of(line, TODAY);
        assertThat(zone.documentNumber()).isEqualTo(number);
        assertThat(zone.nationality()).isEqualTo("UTO");
        assertThat(zone.birth()).isEqualTo(birth);
        assertThat(zone.expiry()).isEqualTo(expiry);
        assertThat(zone.sex()).contains(sex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L898902C37UTO7408122F1204159ZE184226B<<<<<10", // number check
                "X0000001<4UTO9003081M3012316<<<<<<<<<<<<<<<8", // birth check
                "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<8", // 43 characters
                "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<9", // composite
                "X0000001<4UTO9003071M3012317<<<<<<<<<<<<<<<8", // expiry check
                "x0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8", // case
                "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<８", // full-width
                "X0000001<4UZZ9003071M3012316<<<<<<<<<<<<<<<8", // no such state
                "X0000001<4UTO9003071Q3012316<<<<<<<<<<<<<<<8", // sex
                "L898902C36UTO7408122F1204159ZE184226B<<<<<20", // optional field's check
                ""
            })
    void aWrongZoneIsRefused(String line) {
        assertThat(refusalOf(() -> MachineReadableZone.of(line, TODAY))).isEqualTo(Code.MRZ_INVALID);
    }

    /** Each check digit counts by itself: the composite is made right again. */
    @ParameterizedTest
    @ValueSource(ints = {9, 19, 27, 42})
    void oneWrongCheckDigitIsNotOutweighedByTheComposite(int place) {
        int wrong = (EXPIRED.charAt(place) - '0' + 1) % 10;
        var line = EXPIRED.substring(0, place) + wrong + EXPIRED.substring(place + 1, 43);
        var composite = line.substring(0, 10) + line.substring(13, 20) + line.substring(21, 43);
        assertThat(refusalOf(() -> MachineReadableZone.of(line + CheckDigit.icao(composite), TODAY)))
                .isEqualTo(Code.MRZ_INVALID);
    }

    /** ICAO Doc 9303 part 4: the check digit of an empty optional field is a filler or 0. */
    @Test
    void anEmptyOptionalFieldMayHaveAZero() {
        var zone = MachineReadableZone.of("X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<08", TODAY);
        assertThat(zone.documentNumber()).isEqualTo("X0000001");
    }

    @Test
    void aPassportNeedNotTellTheSex() {
        assertThat(MachineReadableZone.of(VALID.replace("1M3", "1<3"), TODAY).sex())
                .isEmpty();
    }

    @Test
    void aPassportPastItsDayIsExpiredThoughItsZoneHolds() {
        var zone = MachineReadableZone.of(EXPIRED, TODAY);
        var number = DocumentNumber.of(DocumentType.PPT_F, zone.documentNumber(), "UTO", TODAY);
        assertThat(refusalOf(() -> IdentityDocument.of(number, null, Validity.until(zone.expiry()), TODAY)))
                .isEqualTo(Code.DOCUMENT_EXPIRED);
    }

    @Test
    void aZoneAgreesWithItsPassport() {
        assertThatCode(() -> MachineReadableZone.of(NAME, VALID, TODAY)
                        .mustAgreeWith(passport("X0000001", "UTO", "2030-12-31"), PersonName.of("Anna Maria Eriksson")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"X0000002,UTO,2030-12-31", "X0000001,GBR,2030-12-31", "X0000001,UTO,2030-12-30"})
    void aZoneOfAnotherPassportIsAMismatch(String number, String state, String lastDay) {
        var zone = MachineReadableZone.of(NAME, VALID, TODAY);
        assertThat(refusalOf(() -> zone.mustAgreeWith(passport(number, state, lastDay))))
                .isEqualTo(Code.MRZ_MISMATCH);
    }

    @Test
    void aZoneWithoutItsFirstLineSaysNothingOfStateOrName() {
        var zone = MachineReadableZone.of(VALID, TODAY);
        assertThat(zone.issuingState()).isEmpty();
        assertThat(zone.name()).isEmpty();
        assertThatCode(() -> zone.mustAgreeWith(passport("X0000001", "GBR", "2030-12-31"), PersonName.of("Jo Doe")))
                .doesNotThrowAnyException();
    }

    @Test
    void aPermitHasNoPassportZone() {
        var permit = IdentityDocument.of(
                DocumentNumber.of(DocumentType.HMTP, "H00000000", TODAY), null, Validity.of("2030-12-31"), TODAY);
        var zone = MachineReadableZone.of(VALID, TODAY);
        assertThat(refusalOf(() -> zone.mustAgreeWith(permit))).isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @Test
    void aChineseCitizenHasNoForeignPassport() {
        // The nationality is under no check digit, so that the specimen can change it.
        var zone = MachineReadableZone.of(VALID.replace("UTO", "CHN"), TODAY);
        assertThat(zone.nationality()).isEqualTo("CHN");
        assertThat(refusalOf(() -> zone.mustAgreeWith(passport("X0000001", "UTO", "2030-12-31"))))
                .isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @Test
    void germanyIsKnownByItsOneLetter() {
        assertThat(MachineReadableZone.of(VALID.replace("UTO", "D<<"), TODAY).nationality())
                .isEqualTo("DEU");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "P<UZZERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "P<UTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                "P<UTOERIKSSON<<ANNA",
                "P<UTOERIKSSON<<ANNA<MARIA1<<<<<<<<<<<<<<<<<<"
            })
    void aWrongFirstLineIsRefused(String line) {
        assertThat(refusalOf(() -> MachineReadableZone.of(line, VALID, TODAY))).isEqualTo(Code.MRZ_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "ERIKSSON<<ANNA<MARIA,ERIKSSON Anna Maria,true",
        "ERIKSSON<<ANNA<MARIA,Anna-Maria Eriksson,true",
        "MUELLER<<JOERG,Jörg Müller,true",
        "MULLER<<JORG,Jörg Müller,true",
        "OCONNOR<<ENYA,Enya O’Connor,true",
        "ERIKSSON<<ANNA,测试,true",
        "ERIKSSON<<ANNA,Anna Maria Eriksson,false",
        "ERIKSON<<ANNA<MARIA,Anna Maria Eriksson,false",
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KR,Chayapa Dejthamrong Krasuang Nilavadhanananda,true",
    })
    void namesAreComparedInTheZonesForm(String zone, String printed, boolean agree) {
        assertThat(MrzName.agree(zone, printed)).isEqualTo(agree);
    }

    private static IdentityDocument passport(String number, String state, String lastDay) {
        return IdentityDocument.of(
                DocumentNumber.of(DocumentType.PPT_F, number, state, TODAY), null, Validity.of(lastDay), TODAY);
    }
}
