package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A day for a second verification, else suspended; back when it is passed. */
@QuarkusTest
class ReverificationTest {
    @Inject
    ApiCallers callers;

    @Inject
    PersonRows personRows;

    @Inject
    Superuser superuser;

    @Inject
    Deadlines deadlines;

    @Inject
    Sweeping sweeping;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @BeforeEach
    void deadlinesPassWhenTheTestSaysSo() {
        scheduler.pause();
    }

    @AfterEach
    void itIsTodayAgain() {
        clock.beRight();
        scheduler.resume();
    }

    @Test
    @Tag("N-11")
    void aDayAfterTheNoticeTheLineIsSuspendedAndAPassBringsItBack() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var task = provisioning().askToReverify(form, "high_risk").mustBe(200);
        assertThat(Instant.parse(task.text("/dueAt"))).isCloseTo(Instant.now().plus(Duration.ofHours(24)), within());
        // When
        after(Duration.ofHours(24).minusMinutes(1));
        // Then
        assertThat(status(form)).isEqualTo("ACTIVE");
        // When
        after(Duration.ofHours(24).plusSeconds(1));
        // Then
        assertThat(status(form)).isEqualTo("SUSPENDED");
        assertThat(EventsOf.registration(provisioning(), registration))
                .containsExactly("registration.active", "reverification.required", "line.suspended", "billing_stop");
        provisioning().change(RegistrationForms.change("resume", form)).mustRefuse(409, "LINE_STATE");
        callers.clerk()
                .sign(RegistrationForms.again("reissue", form, form))
                .mustRefuse(409, "LINE_BARRED")
                .mustHelp();
        // When
        var next = callers.clerk()
                .sign(RegistrationForms.again("reverify", form, form))
                .mustBe(201);
        // Then
        assertThat(status(form)).isEqualTo("ACTIVE");
        assertThat(personRows.counted(form)).isEqualTo(1);
        assertThat(EventsOf.registration(callers.provisioning(), registration))
                .endsWith("line.reverified", "billing_resume");
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration IN (?::uuid, ?::uuid)",
                        registration,
                        next.registration()))
                .isZero();
    }

    @Test
    @Tag("N-11")
    void whoPassesInTimeIsNeverSuspended() {
        var form = signed(RegistrationForms.mobile());
        provisioning().askToReverify(form, "dormant").mustBe(200);
        callers.clerk().sign(RegistrationForms.again("reverify", form, form)).mustBe(201);
        after(Duration.ofHours(25));
        assertThat(status(form)).isEqualTo("ACTIVE");
    }

    @Test
    @Tag("N-11")
    void anotherPersonCannotPassForTheHolder() {
        var form = signed(RegistrationForms.mobile());
        provisioning().askToReverify(form, "many_cards").mustBe(200);
        callers.clerk()
                .sign(RegistrationForms.again("reverify", form, RegistrationForms.mobile()))
                .mustRefuse(409, "NOT_HOLDER")
                .mustHelp();
    }

    @Test
    @Tag("N-11")
    void severalInstancesSuspendEachLineOnce() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        provisioning().askToReverify(form, "abroad_hotspot").mustBe(200);
        clock.moveBy(Duration.ofHours(25));
        // When
        InParallel.run(6, i -> {
            deadlines.round(1);
            return i;
        });
        // Then
        clock.beRight();
        assertThat(EventsOf.registration(provisioning(), registration))
                .containsExactly("registration.active", "reverification.required", "line.suspended", "billing_stop");
    }

    @Test
    @Tag("N-11")
    void aLineHasOneTaskAtATimeAndARepetitionIsAnsweredAlike() {
        // Given
        var form = signed(RegistrationForms.mobile());
        var key = UUID.randomUUID().toString();
        // When
        var first = provisioning().askToReverify(key, form, "dormant").mustBe(200);
        // Then
        assertThat(provisioning().askToReverify(key, form, "dormant").body()).isEqualTo(first.body());
        assertThat(provisioning().askToReverify(form, "high_risk").text("/reverificationId"))
                .isEqualTo(first.text("/reverificationId"));
        provisioning().askToReverify(key, form, "high_risk").mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    @Tag("N-11")
    void onlyAnActiveLineIsAskedForAndOnlyForACauseOfTheList() {
        var form = signed(RegistrationForms.mobile());
        provisioning().askToReverify(form, "because").mustRefuse(400, "INVALID_ARGUMENT");
        provisioning().suspend(form, "lost").mustBe(200);
        provisioning().askToReverify(form, "dormant").mustRefuse(409, "LINE_STATE");
        provisioning().askToReverify(RegistrationForms.mobile(), "dormant").mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @Tag("AF-11")
    void aFailedVerificationRestrictsTheLineUntilItIsPassed() {
        // Given
        var form = signed(RegistrationForms.mobile());
        provisioning()
                .change(RegistrationForms.change("restrict", form).with("reason", "verification_failed"))
                .mustBe(200);
        // Then
        var barred = provisioning().lineStatus(RegistrationForms.line(form));
        assertThat(barred.text("/status")).isEqualTo("RESTRICTED");
        assertThat(barred.json().at("/mayActivate").asBoolean()).isFalse();
        provisioning().change(RegistrationForms.change("resume", form)).mustRefuse(409, "LINE_STATE");
        assertThat(personRows.counted(form)).isEqualTo(1);
        // When
        callers.clerk().sign(RegistrationForms.again("reverify", form, form)).mustBe(201);
        // Then
        assertThat(status(form)).isEqualTo("ACTIVE");
    }

    private static org.assertj.core.data.TemporalUnitOffset within() {
        return org.assertj.core.api.Assertions.within(1, ChronoUnit.MINUTES);
    }

    private void after(Duration time) {
        clock.beRight();
        clock.moveBy(time);
        deadlines.round(1);
        clock.beRight();
    }

    private RequestForm signed(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private ApiCaller provisioning() {
        return callers.provisioning();
    }

    private String status(RequestForm form) {
        return provisioning()
                .lineStatus(RegistrationForms.line(form))
                .mustBe(200)
                .text("/status");
    }
}
