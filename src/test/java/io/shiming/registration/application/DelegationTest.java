package io.shiming.registration.application;

import static io.shiming.registration.application.Counter.TODAY;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.byCompleteFirm;
import static io.shiming.registration.application.Counter.byFirm;
import static io.shiming.registration.application.Counter.card;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.mobile;
import static io.shiming.registration.application.Counter.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.SyntheticNumbers;
import io.shiming.problem.Code;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTest {
    private static final String FROM = "organisation.authorizedFrom";
    private static final String UNTIL = "organisation.authorizedUntil";
    private static final LocalDate EIGHTEEN = TODAY.minusYears(18);

    @ParameterizedTest
    @CsvSource({
        "authorizationRef, AUTHORIZATION_REQUIRED",
        "authorizedFrom, AUTHORIZATION_REQUIRED",
        "authorizedUntil, AUTHORIZATION_REQUIRED",
        "handler, HANDLER_REQUIRED",
        "handler.document, HANDLER_REQUIRED",
        "handler.name, NAME_REQUIRED",
        "handler.address, ADDRESS_REQUIRED",
        "handler.capture, FIELD_REQUIRED"
    })
    @Tag("R-8b")
    void anOrganisationSignsThroughAHandlerWithALetter(String without, Code code) {
        assertThat(refusal(byFirm(fixed()).without("organisation." + without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"authorizationRef, no letter", "authorizedFrom, 2026-02-30", "handler.capture.device, no device"})
    void whatIsNotWellFormedIsRefused(String field, String text) {
        assertThat(refusal(byFirm(fixed()).with("organisation." + field, text))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    @Tag("R-8b")
    void theLetterCoversItsFirstAndItsLastDay() {
        var form = byFirm(fixed());
        assertThat(accepted(form).applicant.organisation()).isTrue(); // both are today
        assertThat(refusal(form.with(FROM, TODAY.plusDays(1).toString()))).isEqualTo(Code.AUTHORIZATION_NOT_IN_FORCE);
        assertThat(refusal(form.with(UNTIL, TODAY.minusDays(1).toString()))).isEqualTo(Code.AUTHORIZATION_NOT_IN_FORCE);
    }

    @ParameterizedTest
    @CsvSource({"handler, HANDLER_REQUIRED", "responsiblePerson, RESPONSIBLE_PERSON_REQUIRED"})
    @Tag("R-8b")
    @Tag("N-9")
    void whoActsOrAnswersForAnOrganisationIsOfAge(String part, Code code) {
        var number = "organisation." + part + ".document.number";
        assertThat(accepted(byCompleteFirm(mobile()).with(number, card(EIGHTEEN)))
                        .applicant
                        .organisation())
                .isTrue();
        assertThat(refusal(byCompleteFirm(mobile()).with(number, card(EIGHTEEN.plusDays(1)))))
                .isEqualTo(code);
    }

    @Test
    @Tag("N-9")
    void aUserIsOldEnoughToSignAlone() {
        var number = "organisation.actualUser.document.number";
        var sixteen = TODAY.minusYears(16);
        assertThat(refusal(byCompleteFirm(mobile()).with(number, card(sixteen))))
                .isEqualTo(Code.GUARDIAN_REQUIRED);
        assertThat(accepted(byCompleteFirm(mobile()).with(number, card(sixteen.minusDays(1))))
                        .applicant
                        .organisation())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mobile, responsiblePerson, RESPONSIBLE_PERSON_REQUIRED",
        "mobile, responsiblePerson.document, RESPONSIBLE_PERSON_REQUIRED",
        "mobile, actualUser, ACTUAL_USER_REQUIRED",
        "mobile, actualUser.document, ACTUAL_USER_REQUIRED",
        "fixed, responsiblePerson.document, RESPONSIBLE_PERSON_REQUIRED",
        "internet, actualUser.document, ACTUAL_USER_REQUIRED"
    })
    @Tag("N-9")
    void whoeverIsNeededOrNamedShowsADocument(String service, String without, Code code) {
        assertThat(refusal(byCompleteFirm(Counter.of(service)).without("organisation." + without)))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "internet", "iot"})
    @Tag("N-9")
    void onlyAMobileNumberNeedsMoreThanTheHandler(String service) {
        var application = accepted(byFirm(Counter.of(service)));
        assertThat(application.applicant.organisation()).isTrue();
        assertThat(application.applicant.device()).isEqualTo("READER-1");
    }

    @Test
    @Tag("N-13")
    void aNumberForThingsWithMuchDataNeedsAUser() {
        var much = byFirm(Counter.things()).with("service.iotProfile.highData", true);
        assertThat(refusal(much)).isEqualTo(Code.ACTUAL_USER_REQUIRED);
        var named = Counter.person(much, "organisation.actualUser", Counter.CITIZEN);
        assertThat(accepted(named).applicant.organisation()).isTrue();
    }

    @Test
    @Tag("R-7.4")
    void aHandlersPassportThatIsTypedWithItsZoneIsNotDoubted() {
        var document = "organisation.handler.document.";
        var typed = byFirm(fixed())
                .with(document + "type", "PPT_F")
                .with(document + "number", "X0000001")
                .with(document + "issuingCountry", "UTO")
                .with(document + "birthDate", "1990-03-07")
                .with("organisation.handler.capture.method", "manual");
        assertThat(accepted(typed).reviewReasons.reasons()).containsExactly(ReviewReasons.NEEDS_TWO);
        var zone = SyntheticNumbers.zone("X0000001", "UTO", LocalDate.parse(Counter.LATER));
        assertThat(accepted(typed.with(document + "mrz", zone)).reviewReasons.reasons())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handler", "responsiblePerson", "actualUser"})
    @Tag("N-2")
    void everyCardIsReadAndNotTyped(String part) {
        var typed = byCompleteFirm(mobile()).with("organisation." + part + ".capture.method", "manual");
        assertThat(refusal(typed)).isEqualTo(Code.READER_REQUIRED);
    }
}
