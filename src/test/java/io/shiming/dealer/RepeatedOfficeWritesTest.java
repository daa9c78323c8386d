package io.shiming.dealer;

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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What officers and managers write is done once for its key, and answered alike. */
@QuarkusTest
class RepeatedOfficeWritesTest {
    private static final RequestForm NOTHING = RequestForm.empty();

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private RequestForm subject;
    private String registration;
    private String id;

    @BeforeEach
    void aRegisteredSubscriber() {
        subject = RegistrationForms.internet();
        registration = callers.clerk().sign(subject).mustBe(201).registration();
        id = UUID.randomUUID().toString();
    }

    @Test
    void anOrderIsFiledAndApprovedOnce() {
        var order = order();
        mustBeDoneOnce(callers.named("warrant-1"), "/v1/cases/" + id, order, "CASE_FILED");
        mustBeDoneOnce(callers.named("approver-1"), "/v1/cases/" + id + "/approval", NOTHING, "CASE_APPROVED");
        // another key is another order, and the reference is taken
        callers.named("warrant-1").keyed().put("/v1/cases/" + id, order.json()).mustRefuse(409, "CASE_EXISTS");
    }

    @Test
    void anotherOrderUnderTheSameKeyIsRefused() {
        var officer = callers.named("warrant-1").keyed();
        officer.put("/v1/cases/" + id, order().json()).mustBe(201);
        officer.put("/v1/cases/" + id, order().with("maxUses", 11).json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        officer.put("/v1/cases/" + id + "x", order().json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anEmergencyIsOpenedAndClosedOnceAndRaisesOneAlarm() {
        var officer = staff.like("warrant-1");
        var cause = RequestForm.empty().with("cause", "LIFE_IN_DANGER");
        mustBeDoneOnce(officer.caller(), "/v1/emergencies/" + id, cause, "EMERGENCY_OPENED");
        assertThat(superuser.number("SELECT count(*) FROM registry.access_alarm WHERE actor = ?", officer.id()))
                .isEqualTo(1);
        mustBeDoneOnce(callers.named("approver-1"), "/v1/emergencies/" + id + "/closing", NOTHING, "EMERGENCY_CLOSED");
    }

    @Test
    void aMarkAndAHoldAreMadeOnce() {
        mustBeDoneOnce(callers.named("officer-1"), "/v1/decoys/" + registration, NOTHING, "DECOY_MARKED");
        var hold = RequestForm.empty()
                .with("registrationId", registration)
                .with("caseRef", "TEST/HOLD")
                .with("status", "HELD");
        mustBeDoneOnce(callers.named("officer-1"), "/v1/legal-holds", hold, "LEGAL_HOLD_CHANGED");
        var lifted = hold.with("status", "LIFTED");
        mustBeDoneOnce(callers.named("officer-1"), "/v1/legal-holds", lifted, "LEGAL_HOLD_CHANGED");
    }

    @Test
    void aRefusedActLeavesItsKeyFree() {
        var approver = callers.named("approver-1").keyed();
        approver.put("/v1/cases/" + id + "/approval", NOTHING.json()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        callers.named("warrant-1")
                .keyed()
                .put("/v1/cases/" + id, order().json())
                .mustBe(201);
        approver.put("/v1/cases/" + id + "/approval", NOTHING.json()).mustBe(200);
    }

    /** Four at once and one later, with one key: one act, one entry, one answer. */
    private void mustBeDoneOnce(ApiCaller caller, String path, RequestForm body, String act) {
        var before = entries(act);
        var keyed = caller.keyed();
        var answers = InParallel.run(4, i -> keyed.put(path, body.json()));
        var later = keyed.put(path, body.json());
        assertThat(later.status()).as(later.body()).isLessThan(300);
        assertThat(answers).extracting(ApiReply::appearance).containsOnly(later.appearance());
        assertThat(answers).extracting(ApiReply::auditEntry).containsOnly(later.auditEntry());
        assertThat(entries(act)).isEqualTo(before + 1);
    }

    private long entries(String act) {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = ? AND decision = 'ALLOWED'", act);
    }

    private RequestForm order() {
        return RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "No. 1")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("line", RegistrationForms.line(subject).json())
                                .json()))
                .with("fields", List.of("name"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
    }
}
