package io.shiming.registration.application;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SyntheticNumbers;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FormatRulesTest {
    private static final String NUMBER = "subscriber.document.number";

    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @CsvSource({
        "contractRef, CONTRACT_REQUIRED",
        "event, FIELD_REQUIRED",
        "service, FIELD_REQUIRED",
        "service.type, FIELD_REQUIRED",
        "service.accessAccount, FIELD_REQUIRED",
        "service.installationAddress, FIELD_REQUIRED",
        "subscriber, DOCUMENT_REQUIRED",
        "subscriber.name, NAME_REQUIRED",
        "subscriber.address, ADDRESS_REQUIRED",
        "subscriber.document, DOCUMENT_REQUIRED",
        "subscriber.document.type, DOCUMENT_REQUIRED",
        "subscriber.document.number, DOCUMENT_REQUIRED",
        "subscriber.document.expiresOn, DOCUMENT_REQUIRED",
        "capture, FIELD_REQUIRED",
        "capture.method, FIELD_REQUIRED",
        "capture.device, FIELD_REQUIRED",
        "notice, NOTICE_REQUIRED",
        "notice.version, NOTICE_REQUIRED",
        "notice.language, NOTICE_REQUIRED",
        "notice.acknowledgedAt, NOTICE_REQUIRED",
        "notice.riskNoticeAcknowledged, RISK_NOTICE_REQUIRED"
    })
    @DisplayName("nothing that is to be recorded may be missing")
    @Tag("R-3a")
    @Tag("R-6a")
    @Tag("R-9a")
    @Tag("AF-30")
    void aSigningWithoutARequiredFieldIsRefused(String field, String code) {
        callers.clerk().sign(RegistrationForms.internet().without(field)).mustRefuse(422, code);
    }

    @ParameterizedTest
    @CsvSource({
        "religion",
        "service.imsi",
        "subscriber.ethnicity",
        "subscriber.document.photo",
        "capture.operator",
        "match.template",
        "notice.ip"
    })
    @DisplayName("nothing beyond need")
    @Tag("D-2a")
    @Tag("P-9.3")
    void aFieldThatMayNotBeCollectedIsRefused(String field) {
        var form = RegistrationForms.mobile().with(field, "CANARY");
        callers.clerk().sign(form).mustRefuse(422, "FIELD_NOT_ALLOWED").mustNotTell(List.of("CANARY"));
    }

    @ParameterizedTest
    @CsvSource({"manual", "mrz"})
    @DisplayName("a resident card is read, not typed")
    @Tag("N-1")
    @Tag("N-2")
    void aResidentCardTypedByHandIsRefused(String method) {
        var form = RegistrationForms.mobile().with("capture.method", method);
        callers.clerk().sign(form).mustRefuse(422, "READER_REQUIRED").mustHelp();
    }

    /** Numbers of regulation.md 2.3; the last two are full-width and Arabic digits. */
    @ParameterizedTest
    @CsvSource({
        "110000199003070019, DOCUMENT_NUMBER_INVALID",
        "440524188013010014, DOCUMENT_NUMBER_INVALID",
        "110105194902290029, DOCUMENT_NUMBER_INVALID",
        "110000209912310013, DOCUMENT_NUMBER_INVALID",
        "990000199003070013, DOCUMENT_NUMBER_INVALID",
        "110105491231002, DOCUMENT_NUMBER_INVALID",
        "11000019900307001x, DOCUMENT_NUMBER_INVALID",
        "710000199001019992, DOC_TYPE_MISMATCH",
        "83000019900101999X, DOC_TYPE_MISMATCH",
        "1\uFF11010519491231002X, DOCUMENT_NUMBER_INVALID",
        "\u0661\u066110000199003070019, DOCUMENT_NUMBER_INVALID"
    })
    @DisplayName("a number that cannot be")
    @Tag("R-10d")
    @Tag("R-7.1")
    void aNumberThatNoResidentCardHasIsRefused(String number, String code) {
        var form = RegistrationForms.mobile().with(NUMBER, number);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @Test
    void aDocumentIsGoodThroughItsLastDayAndNotOnTheNext() {
        var passport = RegistrationForms.internetByPassport().without("subscriber.document.mrz");
        callers.clerk()
                .sign(passport.with(
                        "subscriber.document.expiresOn",
                        DocumentForms.today().minusDays(1).toString()))
                .mustRefuse(422, "DOCUMENT_EXPIRED")
                .mustHelp();
        callers.clerk()
                .sign(passport.with(
                        "subscriber.document.expiresOn", DocumentForms.today().toString()))
                .mustBe(201);
    }

    /** The protection lasts through the birthday; see identity.FullYears. */
    @Test
    void anApplicantSignsAloneFromTheDayAfterTheSixteenthBirthday() {
        var sixteen = DocumentForms.today().minusYears(16);
        callers.clerk()
                .sign(bornOn(sixteen, DocumentForms.today().plusYears(5)))
                .mustRefuse(422, "GUARDIAN_REQUIRED")
                .mustHelp();
        callers.clerk()
                .sign(bornOn(sixteen.minusDays(1), DocumentForms.today().plusYears(5)))
                .mustBe(201);
    }

    private static RequestForm bornOn(LocalDate day, LocalDate expiry) {
        return RegistrationForms.internet()
                .with(NUMBER, SyntheticNumbers.residentCard(110_000, day, 990))
                .with("subscriber.document.expiresOn", expiry.toString());
    }

    @Test
    void aChineseCitizenIsNotRegisteredByAForeignPassport() {
        var form = RegistrationForms.mobileByPassport();
        var zone = SyntheticNumbers.zone(form.text(NUMBER), "CHN", LocalDate.of(2032, 6, 1));
        callers.clerk().sign(form.with("subscriber.document.mrz", zone)).mustRefuse(422, "DOC_TYPE_MISMATCH");
        callers.clerk()
                .sign(form.without("subscriber.document.mrz").with("subscriber.document.issuingCountry", "CHN"))
                .mustRefuse(422, "DOC_TYPE_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "L898902C37UTO7408122F1204159ZE184226B<<<<<10, MRZ_INVALID",
        "X0000001<4UTO9003081M3012316<<<<<<<<<<<<<<<8, MRZ_INVALID",
        "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<8, MRZ_INVALID",
        "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8, MRZ_MISMATCH"
    })
    @DisplayName("a zone that cannot be, or is of another passport")
    @Tag("R-10d")
    @Tag("R-7.4")
    void aZoneThatDoesNotBelongToThePassportIsRefused(String zone, String code) {
        var form = RegistrationForms.mobileByPassport().with("subscriber.document.mrz", zone);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @ParameterizedTest
    @CsvSource({"SSN", "ric", "BORDER_PASS"})
    @DisplayName("a type that is not in the table")
    @Tag("R-7.5")
    void aDocumentOfAnUnknownTypeIsRefused(String type) {
        var form = RegistrationForms.mobile().with("subscriber.document.type", type);
        callers.clerk().sign(form).mustRefuse(422, "DOC_TYPE_NOT_ACCEPTED").mustHelp();
    }

    @ParameterizedTest
    @CsvSource({"relocate", "install", "close", "OPEN"})
    void anEventThatDoesNotOpenAMobileLineIsRefused(String event) {
        callers.clerk().sign(RegistrationForms.mobile().with("event", event)).mustRefuse(422, "EVENT_NOT_APPLICABLE");
    }

    @ParameterizedTest
    @CsvSource({"version, 2013-09", "language, xx", "version, nonsense"})
    @DisplayName("the notice that is in force")
    @Tag("D-2a")
    void aNoticeThatIsNotInForceDoesNotCount(String field, String value) {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("notice." + field, value))
                .mustRefuse(422, "NOTICE_REQUIRED")
                .mustAdvise();
    }

    @Test
    void aNoticeAcknowledgedInTheFutureDoesNotCount() {
        var later = Instant.now().plusSeconds(3600).toString();
        callers.clerk()
                .sign(RegistrationForms.mobile().with("notice.acknowledgedAt", later))
                .mustRefuse(400, "OUT_OF_RANGE");
    }

    @ParameterizedTest
    @CsvSource({"12345678901", "1380013800", "10000000000", "+1 202 555 0100"})
    void aNumberThatIsNoMobileNumberIsRefused(String number) {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("service.number", number))
                .mustRefuse(422, "NUMBER_INVALID");
    }

    @Test
    @DisplayName("one number, one registration")
    @Tag("R-3a")
    void aNumberIsRegisteredOnceHoweverItIsWritten() {
        // Given
        var holder = RegistrationForms.mobile();
        callers.clerk().sign(holder).mustBe(201);
        // When
        var second = RegistrationForms.mobile().with("service.number", "+86" + holder.text("service.number"));
        // Then
        var refusal = callers.clerk().sign(second).mustRefuse(409, "NUMBER_TAKEN");
        refusal.mustNotTell(holder.personal());
        refusal.mustAdvise();
    }
}
