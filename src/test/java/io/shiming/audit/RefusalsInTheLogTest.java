package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every refusal of a known caller is in the log, once, with the act and the reason; a stranger leaves none. */
@QuarkusTest
class RefusalsInTheLogTest {
    // what a job of the service refuses meanwhile is not theirs
    private static final String OF_CALLERS = "decision = 'REFUSED' AND role <> 'service'";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    void aRefusedSigning() {
        mustLeave("REGISTRATION_REFUSED CONTRACT_REQUIRED", () -> callers.clerk()
                .sign(RegistrationForms.mobile().without("contractRef")));
        mustLeave("REGISTRATION_REFUSED IDENTITY_MISMATCH", () -> callers.clerk()
                .sign(RegistrationForms.mobile().with("subscriber.name", "测不符")));
    }

    @Test
    void aRefusedLookup() {
        var audit = RegistrationForms.audit(RegistrationForms.internet());
        mustLeave("LOOKUP_REFUSED PURPOSE_NOT_ALLOWED", () -> callers.auditor()
                .lookUp(audit.with("purpose", "MARKETING")));
        mustLeave("LOOKUP_REFUSED PURPOSE_REQUIRED", () -> callers.auditor().lookUp(audit.without("purpose")));
        mustLeave("SUBJECT_LOOKED_UP NOT_FOUND", () -> callers.auditor().lookUp(audit));
    }

    @Test
    void aCallWithoutThePermission() {
        mustLeave("ACCESS_REFUSED PERMISSION_DENIED", () -> callers.auditor().sign(RegistrationForms.mobile()));
        mustLeave("ACCESS_REFUSED PERMISSION_DENIED", () -> callers.clerk().events("0", 1));
    }

    @Test
    void aRegistrationThatTheStoreDoesNotHave() {
        mustLeave("ACCESS_REFUSED NOT_FOUND", () -> callers.clerk()
                .standing(UUID.randomUUID().toString()));
    }

    @Test
    void aRefusedLineStatus() {
        mustLeave("LINE_STATUS_READ NUMBER_INVALID", () -> callers.provisioning()
                .lineStatus(RequestForm.empty().with("type", "mobile").with("number", "123")));
    }

    @Test
    void aMalformedBody() {
        mustLeave("ACCESS_REFUSED INVALID_ARGUMENT", () -> callers.auditor().post(ApiCaller.LOOKUPS, "{"));
    }

    @Test
    void aStrangersCallLeavesNothing() {
        long before = refusals();
        ApiCaller.anonymous()
                .lookUp(RegistrationForms.audit(RegistrationForms.internet()))
                .mustRefuse(401, "UNAUTHENTICATED");
        assertThat(refusals()).isEqualTo(before);
    }

    private void mustLeave(String actAndReason, Supplier<ApiReply> call) {
        long before = refusals();
        var answer = call.get().mustHaveErrorShape();
        assertThat(refusals()).as(answer.body()).isEqualTo(before + 1);
        assertThat(superuser.texts("SELECT act || ' ' || reason FROM audit.entry WHERE " + OF_CALLERS
                        + " ORDER BY xmin::text::bigint DESC LIMIT 1"))
                .containsExactly(actAndReason);
        assertThat(actAndReason).endsWith(answer.code());
    }

    private long refusals() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE " + OF_CALLERS);
    }
}
