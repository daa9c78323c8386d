package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No answer without its audit entry: the log's table takes no entry, and no caller is told anything. */
@QuarkusTest
class FailClosedTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    LongAdder roundTrips; // put here by StandIns

    private RequestForm held;
    private String registration;

    @BeforeEach
    void theLogTakesNothing() {
        held = RegistrationForms.internet();
        registration = callers.clerk().sign(held).mustBe(201).registration();
        superuser.run("REVOKE INSERT ON audit.entry FROM shiming_service");
    }

    @AfterEach
    void theLogTakesEntriesAgain() {
        superuser.run("GRANT INSERT ON audit.entry TO shiming_service");
        scheduler.resume();
        callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
    }

    @Test
    void noRegistrationIsMade() {
        // Given
        PausedJobs.database(scheduler, roundTrips);
        long before = rows();
        // Then
        for (var form : List.of(
                RegistrationForms.mobile(), RegistrationForms.fixed(), RegistrationForms.internetByPassport())) {
            mustTellNothing(callers.clerk().sign(form), form);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void noLookupIsAnswered() {
        var audit = RegistrationForms.audit(held).with("fields", List.of("name", "documentNumber", "address"));
        mustTellNothing(callers.auditor().lookUp(audit), held);
        mustTellNothing(callers.auditor().lookUp(audit.without("line").with("registrationId", registration)), held);
        mustTellNothing(
                callers.auditor()
                        .lookUp(audit.without("line")
                                .with("document.type", "RIC")
                                .with("document.number", held.text("subscriber.document.number"))),
                held);
    }

    @Test
    void noLineStatusIsTold() {
        mustTellNothing(callers.provisioning().lineStatus(RegistrationForms.line(held)), held);
        mustTellNothing(callers.provisioning().lineStatus(RegistrationForms.line(RegistrationForms.mobile())), held);
    }

    @Test
    void theLogIsNotSearched() {
        mustTellNothing(callers.auditor().post("/v1/audit/search", "{}"), held);
    }

    @Test
    void noDealerIsSuspended() {
        var answer = callers.named("admin-1")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .send(
                        "PUT",
                        "/v1/dealers/D-100/status",
                        "application/json",
                        "{\"status\":\"SUSPENDED\"}".getBytes(StandardCharsets.UTF_8));
        mustTellNothing(answer, held);
        assertThat(superuser.texts("SELECT status FROM registry.dealer WHERE dealer_code = 'D-100'"))
                .containsExactly("ACTIVE");
    }

    @Test
    void aRefusalThatCannotBeLoggedIsNotGivenEither() {
        List<Supplier<ApiReply>> refusals = List.of(
                () -> callers.clerk().lineStatus(RegistrationForms.line(held)), // 403
                () -> callers.clerk().standing(UUID.randomUUID().toString()), // 404
                () -> callers.clerk().sign(RegistrationForms.mobile().without("contractRef")), // 422
                () -> callers.auditor().lookUp(RegistrationForms.audit(held).with("purpose", "MARKETING")),
                () -> callers.auditor().lookUp(RegistrationForms.audit(RegistrationForms.mobile())),
                () -> callers.auditor().post(ApiCaller.LOOKUPS, "{"));
        refusals.forEach(refusal -> mustTellNothing(refusal.get(), held));
    }

    private static void mustTellNothing(ApiReply answer, RequestForm form) {
        answer.mustRefuse(503, "UNAVAILABLE").mustNotTell(form.personal());
    }

    private long rows() {
        return superuser.number("SELECT (SELECT count(*) FROM registry.person)"
                + " + (SELECT count(*) FROM registry.registration) + (SELECT count(*) FROM registry.identity_version)"
                + " + (SELECT count(*) FROM registry.service_line) + (SELECT count(*) FROM registry.number_directory)"
                + " + (SELECT count(*) FROM registry.idempotency) + (SELECT count(*) FROM registry.event)"
                + " + (SELECT count(*) FROM keyring.person_key) + (SELECT count(*) FROM audit.entry)");
    }
}
