package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A signing that was a mistake is taken back at the counter before the line lives. */
@QuarkusTest
@Tag("R-3a")
@DisplayName("a voided signing")
class VoidingTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @AfterEach
    void numbersRestNoMore() {
        quarantine("0");
    }

    @Test
    void givesTheCardBackAndTheNumberIsFreeAtOnce() throws Exception {
        // Given: a person with five cards, and an operator whose numbers rest for ninety days
        quarantine("90 days");
        var person = RegistrationForms.mobile();
        var wrong = callers.clerk().sign(person).mustBe(201).registration();
        for (int card = 2; card <= 5; card++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        }
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
        // When
        var voided = voided(beside(), wrong, "wrong_number").mustBe(200);
        // Then
        assertThat(voided.text("/status")).isEqualTo("CLOSED");
        assertThat(voided.text("/reason")).isEqualTo("wrong_number");
        callers.clerk()
                .sign(RegistrationForms.mobile().with("service", person.json().get("service")))
                .mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
        assertThat(EventsOf.registration(callers.provisioning(), wrong)).contains("line.voided");
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                        wrong))
                .isZero();
    }

    @Test
    void staysOnRecordAndSaysSo() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var voided = voided(beside(), registration, "signed_twice").mustBe(200);
        // When
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form)
                        .without("line")
                        .with("registrationId", registration)
                        .with("fields", List.of("history")))
                .mustBe(200);
        // Then
        assertThat(shown.text("/status")).isEqualTo("CLOSED");
        assertThat(shown.text("/provenance/history/steps/1/change")).isEqualTo("void");
        assertThat(shown.text("/provenance/history/steps/1/reason")).isEqualTo("signed_twice");
        assertThat(shown.text("/provenance/history/steps/1/entryId")).isEqualTo(voided.text("/receipt/entryId"));
        assertThat(superuser.texts(
                        "SELECT convert_from(bytes, 'UTF8')::jsonb ->> 'fields' FROM audit.entry WHERE entry_id = ?::uuid",
                        voided.text("/receipt/entryId")))
                .singleElement()
                .asString()
                .startsWith("[\"void\", \"CLOSED\", \"signed_twice\", \"second ");
    }

    @Test
    void isRefusedOnceTheLineLives() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning()
                .change(RegistrationForms.change("activate", form)
                        .with("activatedAt", Instant.now().toString()))
                .mustBe(200);
        voided(beside(), registration, "wrong_number")
                .mustRefuse(409, "LINE_LIVES")
                .mustHelp();
    }

    @Test
    void doesNotTakeALineOutOfItsBar() {
        for (var bar : List.of("suspend fraud_suspect", "suspend authority_order", "restrict verification_failed")) {
            var form = RegistrationForms.mobile();
            var registration = callers.clerk().sign(form).mustBe(201).registration();
            callers.provisioning()
                    .change(RegistrationForms.change(bar.split(" ")[0], form).with("reason", bar.split(" ")[1]))
                    .mustBe(200);
            voided(beside(), registration, "signed_twice").mustRefuse(409, "LINE_STATE");
        }
    }

    @Test
    void takesTwoPeopleOfTheStoreThatSigned() {
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        voided(callers.clerk(), registration, "wrong_number").mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        voided(callers.clerk().with("Second-Reviewer", callers.token("clerk-1-ridge")), registration, "wrong_number")
                .mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        voided(beside(), registration, "another_reason")
                .mustRefuse(400, "INVALID_ARGUMENT")
                .mustName("/reason");
        voided(beside(), UUID.randomUUID().toString(), "wrong_number").mustRefuse(404, "NOT_FOUND");
        voided(
                        callers.named("clerk-1-ridge").with("Second-Reviewer", callers.token("clerk-2-ridge")),
                        registration,
                        "wrong_number")
                .mustRefuse(404, "NOT_FOUND");
        callers.provisioning()
                .change(RegistrationForms.change("void", RegistrationForms.mobile())
                        .with("reason", "wrong_number"))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    void doesNotTakeTheNumberOfALineThatContinues() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var again = callers.clerk()
                .sign(RegistrationForms.again("reissue", form, form))
                .mustBe(201)
                .registration();
        voided(beside(), again, "signed_twice").mustRefuse(409, "LINE_STATE");
    }

    @Test
    void isDoneOnceForEachKeyAndOnce() {
        // Given
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        var key = UUID.randomUUID().toString();
        // When
        var answers = InParallel.run(
                4, n -> voided(beside().with("Idempotency-Key", key), registration, "wrong_number", false));
        // Then
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .extracting(ApiReply::json)
                .containsOnly(answers.get(0).json());
        voided(beside(), registration, "wrong_number").mustRefuse(404, "NOT_FOUND");
    }

    private ApiCaller beside() {
        return callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
    }

    private static ApiReply voided(ApiCaller caller, String registration, String reason) {
        return voided(caller, registration, reason, true);
    }

    private static ApiReply voided(ApiCaller caller, String registration, String reason, boolean freshKey) {
        var request = RequestForm.empty().with("reason", reason).json();
        return (freshKey ? caller.keyed() : caller).post("/v1/registrations/" + registration + "/voiding", request);
    }

    private void quarantine(String interval) {
        superuser.run(
                "UPDATE registry.operator SET number_quarantine = interval '" + interval + "' WHERE operator_id = 1");
    }
}
