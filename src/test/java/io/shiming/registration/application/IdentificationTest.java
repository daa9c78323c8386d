package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static io.shiming.registration.application.Counter.LATER;
import static io.shiming.registration.application.Counter.NOW;
import static io.shiming.registration.application.Counter.PROXIES;
import static io.shiming.registration.application.Counter.TODAY;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.byFirm;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.problem.Code;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentificationTest {
    private static final String ZONE = SyntheticNumbers.zone("X0000001", "UTO", LocalDate.parse(LATER));

    @ParameterizedTest
    @CsvSource({
        "subscriber, DOCUMENT_REQUIRED",
        "subscriber.document, DOCUMENT_REQUIRED",
        "subscriber.document.type, DOCUMENT_REQUIRED",
        "subscriber.document.number, DOCUMENT_REQUIRED",
        "subscriber.document.expiresOn, DOCUMENT_REQUIRED",
        "subscriber.name, NAME_REQUIRED",
        "subscriber.address, ADDRESS_REQUIRED"
    })
    @Tag("R-6a")
    @Tag("R-9a")
    void aPersonShowsADocumentNameAndAddress(String without, Code code) {
        assertThat(refusal(fixed().without(without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "document, DOCUMENT_REQUIRED",
        "document.type, DOCUMENT_REQUIRED",
        "document.number, DOCUMENT_REQUIRED",
        "document.expiresOn, DOCUMENT_REQUIRED",
        "name, NAME_REQUIRED",
        "address, ADDRESS_REQUIRED"
    })
    @Tag("R-8a")
    @Tag("R-9a")
    void anOrganisationShowsACertificateNameAndAddress(String without, Code code) {
        assertThat(refusal(byFirm(fixed()).without("organisation." + without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "subscriber.document.type, SSN, DOC_TYPE_NOT_ACCEPTED",
        "subscriber.document.issuedOn, 2026-02-30, INVALID_ARGUMENT",
        "subscriber.document.birthDate, 1990, INVALID_ARGUMENT",
        "subscriber.document.expiresOn, never, DOCUMENT_DATES_INVALID"
    })
    void aPersonsDocumentIsReadOrRefused(String field, String text, Code code) {
        assertThat(refusal(fixed().with(field, text))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "document.type, ORG9, DOC_TYPE_NOT_ACCEPTED",
        "document.type, RIC, DOC_TYPE_NOT_ACCEPTED",
        "document.type, INST_CERT, DOC_TYPE_MISMATCH",
        "document.issuedOn, yesterday, INVALID_ARGUMENT",
        "document.expiresOn, 2026-11-20, DOCUMENT_EXPIRED",
        "document.number, 9111000000000000, DOCUMENT_NUMBER_INVALID"
    })
    @Tag("R-8a")
    void aCertificateIsReadOrRefused(String field, String text, Code code) {
        assertThat(refusal(byFirm(fixed()).with("organisation." + field, text))).isEqualTo(code);
    }

    @Test
    void aDocumentIsGoodThroughItsLastDay() {
        var day = "subscriber.document.expiresOn";
        assertThat(accepted(fixed().with(day, TODAY.toString())).applicant.capture())
                .isEqualTo(CaptureMethod.READER);
        assertThat(refusal(fixed().with(day, TODAY.minusDays(1).toString()))).isEqualTo(Code.DOCUMENT_EXPIRED);
    }

    @Test
    @Tag("R-7.4")
    void aForeignPassportNamesItsState() {
        assertThat(refusal(passport().without("subscriber.document.issuingCountry")))
                .isEqualTo(Code.DOCUMENT_REQUIRED);
        assertThat(refusal(passport().with("subscriber.document.issuingCountry", "CHN")))
                .isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @Test
    @Tag("R-7.4")
    void theSpecimensStateIsAcceptedWhereSpecimensAre() {
        var request = Counter.request(passport());
        assertThat(refusalOf(() -> new Application(request, null, PROXIES, false, TODAY, NOW)))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(new Application(request, null, PROXIES, true, TODAY, NOW).person())
                .contains("X0000001");
    }

    @ParameterizedTest
    @CsvSource({
        "subscriber.document.number, X0000002, MRZ_MISMATCH",
        "subscriber.document.expiresOn, 2030-06-02, MRZ_MISMATCH",
        "subscriber.document.birthDate, 1990-03-08, MRZ_MISMATCH",
        "subscriber.document.mrz, X0000001, MRZ_INVALID"
    })
    @Tag("R-7.4")
    void aZoneAgreesWithTheDocument(String field, String text, Code code) {
        assertThat(accepted(zoned()).reviewReasons.open()).isFalse();
        assertThat(refusal(zoned().with(field, text))).isEqualTo(code);
    }

    @Test
    @Tag("R-7.4")
    void aFirstLineComesWithTheSecondAndHasTheName() {
        var line = "subscriber.document.mrzLine1";
        var own = "P<UTOSPECIMEN<<UTOPIAN<<<<<<<<<<<<<<<<<<<<<<";
        var named = zoned().with("subscriber.name", "Specimen Utopian");
        assertThat(accepted(named.with(line, own)).reviewReasons.open()).isFalse();
        assertThat(refusal(named.with(line, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<")))
                .isEqualTo(Code.MRZ_MISMATCH);
        assertThat(refusal(named.with(line, own).without("subscriber.document.mrz")))
                .isEqualTo(Code.FIELD_REQUIRED);
    }

    @Test
    @Tag("R-7.4")
    void theZoneTellsTheDayOfBirth() {
        var unborn = zoned().without("subscriber.document.birthDate");
        assertThat(accepted(unborn).identity().bornOn()).contains(LocalDate.of(1990, 3, 7));
        assertThat(refusal(unborn.without("subscriber.document.mrz"))).isEqualTo(Code.FIELD_REQUIRED);
    }

    @Test
    @Tag("R-7.4")
    void aPassportTypedWithoutItsZoneIsSeenByTwo() {
        var typed = passport().with("capture.method", "manual");
        assertThat(accepted(typed).reviewReasons.reasons()).containsExactly(ReviewReasons.NEEDS_TWO);
        assertThat(Counter.reviewed(typed).reviewReasons.reasons()).isEmpty();
        assertThat(accepted(typed.with("subscriber.document.mrz", ZONE))
                        .reviewReasons
                        .reasons())
                .isEmpty();
        assertThat(accepted(passport()).reviewReasons.reasons()).isEmpty(); // read by its chip
        assertThat(accepted(typed.without("capture.device")).applicant.device()).isNull();
    }

    @Test
    @Tag("R-7.5")
    void aChinesePassportIsForThoseWhoHaveSettledAbroad() {
        var settled = "subscriber.document.settledIn";
        var passport = of("PPT_CN", "E00000000", "mrz")
                .with("subscriber.document.birthDate", "1990-03-07")
                .with(settled, "UTO");
        assertThat(accepted(passport).person()).contains("E00000000");
        assertThat(refusal(passport.without(settled))).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        for (String nowhere : new String[] {"CHN", "QQQ", "uto"}) {
            assertThat(refusal(passport.with(settled, nowhere))).as(nowhere).isEqualTo(Code.INVALID_ARGUMENT);
        }
        assertThat(refusalOf(() -> new Application(Counter.request(passport), null, PROXIES, false, TODAY, NOW)))
                .isEqualTo(Code.INVALID_ARGUMENT); // the specimens' state is no country in production
        assertThat(refusal(fixed().with(settled, "UTO"))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"PLA, 军字第00000000号", "PAP, 武字第00000000号"})
    @Tag("R-7.2")
    void aMilitaryDocumentIsSeenByTwo(String type, String number) {
        var form = of(type, number, "manual").with("subscriber.document.birthDate", "1990-03-07");
        assertThat(accepted(form).reviewReasons.reasons()).contains(ReviewReasons.NEEDS_TWO, "MILITARY_DOCUMENT");
        assertThat(Counter.reviewed(form).reviewReasons.reasons()).isEmpty();
    }

    @Test
    @Tag("R-7.1")
    void anAdultsHouseholdRegisterIsSeenByTwo() {
        var register = of("HKB", Counter.CITIZEN, "manual")
                .with("subscriber.document.expiresOn", "long-term")
                .with("subscriber.document.registerPage", "3");
        assertThat(accepted(register).reviewReasons.reasons()).containsExactly("HOUSEHOLD_REGISTER_OF_AN_ADULT");
        assertThat(refusal(register.without("subscriber.document.registerPage")))
                .isEqualTo(Code.FIELD_REQUIRED);
        assertThat(refusal(fixed().with("subscriber.document.registerPage", "3")))
                .isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    private static RequestForm of(String type, String number, String method) {
        return fixed().with("subscriber.document.type", type)
                .with("subscriber.document.number", number)
                .with("capture.method", method);
    }

    private static RequestForm passport() {
        return of("PPT_F", "X0000001", "nfc")
                .with("subscriber.document.issuingCountry", "UTO")
                .with("subscriber.document.birthDate", "1990-03-07");
    }

    private static RequestForm zoned() {
        return passport().with("subscriber.document.mrz", ZONE).with("capture.method", "mrz");
    }
}
