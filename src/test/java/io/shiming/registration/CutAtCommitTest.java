package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.CountingProxy;
import io.shiming.fixture.CountingProxy.Where;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection to the database breaks before, at or after a commit: no caller is told anything, and nothing is lost.
 */
@QuarkusTest
class CutAtCommitTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    CountingProxy proxy; // put here by StandIns
    LongAdder roundTrips; // and this

    @BeforeEach
    void onlyThisTestUsesTheDatabase() {
        PausedJobs.database(scheduler, roundTrips, superuser);
        InParallel.run(
                8, caller -> callers.clerk().sign(RegistrationForms.mobile()).mustBe(201));
    }

    @AfterEach
    void everybodyUsesTheDatabaseAgain() {
        scheduler.resume();
    }

    @ParameterizedTest
    @EnumSource
    void signingCutAtCommitIsResolvedByItsKey(Where where) {
        // Given
        var form = RegistrationForms.mobile();
        var key = UUID.randomUUID().toString();
        // When: its second round trip writes everything
        proxy.cut(where, 2);
        callers.clerk().sign(key, form).mustRefuse(503, "UNAVAILABLE").mustNotTell(form.personal());
        // Then
        assertThat(proxy.hasCut()).isTrue();
        assertThat(registrations(form)).hasSize(where == Where.COMMITTED ? 1 : 0);
        var truth = callers.clerk().sign(key, form).mustBe(201);
        assertThat(registrations(form)).containsExactly(truth.registration());
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'REGISTRATION_SIGNED' AND registration = ?::uuid",
                        truth.registration()))
                .isOne();
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE entry_id = ?::uuid AND encode(leaf_hash, 'hex') = ?",
                        truth.text("/receipt/entryId"),
                        truth.text("/receipt/leafHash")))
                .isOne();
        assertThat(callers.clerk().sign(key, form).mustBe(201).body()).isEqualTo(truth.body());
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
    }

    @ParameterizedTest
    @EnumSource
    void lookupCutAtCommitDisclosesNothingAndKeepsACommittedEntry(Where where) {
        // Given
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        long before = lookUps();
        // When
        proxy.cut(where, 1);
        callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("name", "documentNumber", "address")))
                .mustRefuse(503, "UNAVAILABLE")
                .mustNotTell(form.personal());
        // Then
        assertThat(proxy.hasCut()).isTrue();
        assertThat(lookUps() - before).isEqualTo(where == Where.COMMITTED ? 1 : 0);
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        assertThat(lookUps() - before).isEqualTo(where == Where.COMMITTED ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void refusalCutAtCommitIsNotGiven(Where where) {
        long before = refusals();
        proxy.cut(where, 1);
        callers.clerk()
                .lineStatus(RegistrationForms.line(RegistrationForms.mobile()))
                .mustRefuse(503, "UNAVAILABLE");
        assertThat(refusals() - before).isEqualTo(where == Where.COMMITTED ? 1 : 0);
    }

    private List<String> registrations(RequestForm form) {
        return superuser.texts(
                "SELECT public_id::text FROM registry.registration WHERE contract_ref = ?", form.text("contractRef"));
    }

    private long refusals() {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE decision = 'REFUSED' AND role = 'clerk' AND act = 'ACCESS_REFUSED'");
    }

    private long lookUps() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = 'SUBJECT_LOOKED_UP'");
    }
}
