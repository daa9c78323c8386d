package io.shiming.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A legal hold ends when two persons of different units, both freshly authenticated, say so. */
@QuarkusTest
@Tag("R-11")
@DisplayName("two persons lift a legal hold")
@Tag("case-C5")
class HoldsOfTwoTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private String registration;
    private DealerStaff.Member first;

    @BeforeEach
    void aHold() {
        registration =
                callers.clerk().sign(RegistrationForms.internet()).mustBe(201).registration();
        first = staff.like("officer-1");
        first.caller().hold(registration, "CASE-1", "HELD").mustBe(200);
    }

    @Test
    void oneAsksAndAnotherOfAnotherUnitAgrees() {
        // Given
        var approver = callers.named("approver-1");
        approver.agreeToLift(registration, "CASE-1").mustRefuse(403, "SECOND_PERSON_REQUIRED");
        assertThat(first.caller()
                        .hold(registration, "CASE-1", "LIFTED")
                        .mustBe(200)
                        .text("/status"))
                .isEqualTo("LIFT_ASKED");
        assertThat(holds()).isEqualTo(1);
        // When, Then
        first.caller().agreeToLift(registration, "CASE-1").mustRefuse(403, "SECOND_PERSON_REQUIRED");
        staff.like("officer-1")
                .caller()
                .agreeToLift(registration, "CASE-1")
                .mustRefuse(403, "SECOND_PERSON_REQUIRED"); // of the same unit
        staff.like("approver-1", first.id())
                .caller()
                .agreeToLift(registration, "CASE-1")
                .mustRefuse(403, "SECOND_PERSON_REQUIRED"); // the same person in another part
        assertThat(holds()).isEqualTo(1);
        approver.agreeToLift(registration, "CASE-1").mustBe(200);
        assertThat(holds()).isZero();
        approver.agreeToLift(registration, "CASE-1").mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void bothHaveJustAuthenticated() {
        long old = Instant.now().minusSeconds(301).getEpochSecond();
        first.draft().with("auth_time", old);
        first.caller().hold(registration, "CASE-1", "LIFTED").mustRefuse(401, "STEP_UP_REQUIRED");
        first.draft().with("auth_time", Instant.now().getEpochSecond());
        first.caller().hold(registration, "CASE-1", "LIFTED").mustBe(200);
        var stale = staff.like("approver-1");
        stale.draft().with("auth_time", old);
        stale.caller().agreeToLift(registration, "CASE-1").mustRefuse(401, "STEP_UP_REQUIRED");
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void theEndOfAHoldThatIsNotThereCannotBeAskedFor() {
        first.caller().hold(registration, "CASE-2", "LIFTED").mustRefuse(404, "NOT_FOUND");
        first.caller().hold(registration, "CASE-1", "LIFTED").mustBe(200);
        callers.named("approver-1").agreeToLift(registration, "CASE-1").mustBe(200);
        first.caller().hold(registration, "CASE-1", "LIFTED").mustRefuse(404, "NOT_FOUND");
    }

    private long holds() {
        return superuser.number(
                "SELECT count(*) FROM registry.legal_hold h JOIN registry.registration r USING (person_id)"
                        + " WHERE r.public_id = ?::uuid AND h.lifted_at IS NULL",
                registration);
    }
}
