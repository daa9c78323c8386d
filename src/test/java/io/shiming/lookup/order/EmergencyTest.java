package io.shiming.lookup.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Breaking the glass, and authenticating again for it. */
@QuarkusTest
@DisplayName("break-glass and step-up")
class EmergencyTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private DealerStaff.Member officer;
    private RequestForm subject;
    private String id;

    @BeforeEach
    void anOfficerAndASubscriberInDanger() {
        officer = staff.like("warrant-1");
        subject = RegistrationForms.internet();
        callers.clerk().sign(subject).mustBe(201);
        id = UUID.randomUUID().toString();
    }

    @Test
    void halfAnHourOfLookupsWithAnAlarmAtOnce() {
        // When
        open().mustBe(201);
        // Then
        assertThat(superuser.texts("SELECT kind FROM registry.access_alarm WHERE actor = ?", officer.id()))
                .containsExactly("BREAK_GLASS");
        var shown = lookUp("name").mustBe(200);
        assertThat(shown.text("/subscriber/name")).isEqualTo(subject.text("subscriber.name"));
        openedAgo("31 minutes");
        lookUp("name").mustRefuse(403, "EMERGENCY_NOT_OPEN");
    }

    @Test
    void emergencyLookupNeedsAnOpenEmergency() {
        lookUp("name").mustRefuse(403, "EMERGENCY_NOT_OPEN");
    }

    @Test
    void anOldAuthenticationIsChallenged() {
        officer.draft().with("auth_time", Instant.now().minusSeconds(301).getEpochSecond());
        mustBeChallenged(open());
        officer.draft().without("auth_time");
        mustBeChallenged(open());
        officer.draft().with("auth_time", Instant.now().getEpochSecond()).with("acr", "pwd");
        mustBeChallenged(open());
        officer.draft().with("acr", "phr");
        open().mustBe(201);
    }

    @Test
    void unmaskingNeedsAFreshAuthenticationToo() {
        var audit = RegistrationForms.audit(subject);
        var stale = new ApiCaller(callers.draft("auditor-1")
                .with("auth_time", Instant.now().minusSeconds(901).getEpochSecond())
                .mint());
        mustBeChallenged(stale.lookUp(audit.with("fields", List.of("name"))));
        stale.lookUp(audit).mustBe(200);
    }

    @Test
    void theOneWhoOpenedItCannotCloseIt() {
        open().mustBe(201);
        var same = staff.like("approver-1", officer.id());
        close(same.caller()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void personOfTheSameUnitCannotCloseIt() {
        open().mustBe(201);
        var neighbour = staff.like("approver-1");
        neighbour.draft().with("unit", "legal-affairs");
        close(neighbour.caller()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void closedItIsOverAndIsClosedOnce() {
        open().mustBe(201);
        close(callers.named("approver-1")).mustBe(200);
        close(callers.named("officer-1")).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        lookUp("name").mustRefuse(403, "EMERGENCY_NOT_OPEN");
    }

    @Test
    void notClosedWithinADayTheOfficerIsSuspendedUntilItIs() {
        // Given
        open().mustBe(201);
        openedAgo("24 hours 1 second");
        // When
        lookUp("name").mustRefuse(403, "ACTOR_SUSPENDED");
        close(callers.named("approver-1")).mustBe(200);
        // Then
        lookUp("name").mustRefuse(403, "EMERGENCY_NOT_OPEN");
    }

    @Test
    void secondEmergencyOfAnOfficerIsRefused() {
        open().mustBe(201);
        open().mustRefuse(409, "EMERGENCY_OPEN");
        id = UUID.randomUUID().toString();
        open().mustRefuse(409, "EMERGENCY_OPEN");
    }

    private static void mustBeChallenged(ApiReply reply) {
        reply.mustRefuse(401, "STEP_UP_REQUIRED");
        assertThat(reply.headers())
                .contains("WWW-Authenticate=Bearer error=\"insufficient_user_authentication\"")
                .contains("acr_values=\"phr\"")
                .contains("max_age=\"300\"");
    }

    @Test
    @Tag("case-C5")
    void anEmergencyHasTwentyLookupsHoweverManyAreMadeAtOnce() {
        open().mustBe(201);
        var caller = officer.caller();
        var answers = InParallel.run(60, n -> caller.lookUp(question(subject, "110-CALL-1")));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(20);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.mustRefuse(429, "QUOTA_EXCEEDED"));
        assertThat(superuser.texts("SELECT kind FROM registry.access_alarm WHERE actor = ?", officer.id()))
                .containsExactlyInAnyOrder("BREAK_GLASS", "EMERGENCY_CAP");
    }

    @Test
    @Tag("case-C5")
    void inAnEmergencyEachPersonHasAReferenceOfTheirOwn() {
        open().mustBe(201);
        var caller = officer.caller();
        var another = RegistrationForms.internet();
        callers.clerk().sign(another).mustBe(201);
        caller.lookUp(question(subject, "110-CALL-1")).mustBe(200);
        caller.lookUp(question(subject, "110-CALL-1")).mustBe(200);
        caller.lookUp(question(another, "110-CALL-1")).mustRefuse(409, "EMERGENCY_REFERENCE_USED");
        caller.lookUp(question(RegistrationForms.internet(), "110-CALL-1")).mustRefuse(409, "EMERGENCY_REFERENCE_USED");
        caller.lookUp(question(another, "110-CALL-2")).mustBe(200);
    }

    private static RequestForm question(RequestForm about, String reference) {
        return RequestForm.empty()
                .with("line", RegistrationForms.line(about).json())
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "EMERGENCY")
                .with("caseRef", reference);
    }

    private ApiReply open() {
        return send(officer.caller(), "", "{\"cause\":\"LIFE_IN_DANGER\"}");
    }

    private ApiReply close(ApiCaller caller) {
        return send(caller, "/closing", "");
    }

    private ApiReply send(ApiCaller caller, String under, String body) {
        return caller.keyed()
                .send(
                        "PUT",
                        "/v1/emergencies/" + id + under,
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8));
    }

    private ApiReply lookUp(String field) {
        return officer.caller()
                .lookUp(RequestForm.empty()
                        .with("line", RegistrationForms.line(subject).json())
                        .with("purpose", "LAWFUL_ORDER")
                        .with("legalBasis", "EMERGENCY")
                        .with("caseRef", "110-CALL-1")
                        .with("fields", List.of(field)));
    }

    private void openedAgo(String interval) {
        superuser.run("UPDATE registry.break_glass SET opened_at = clock_timestamp() - interval '" + interval
                + "' WHERE glass_id = '" + id + "'");
    }
}
