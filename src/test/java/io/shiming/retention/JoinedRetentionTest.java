package io.shiming.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person with two documents is kept as long as either has a service or a hold, and is then erased as a whole. */
@QuarkusTest
class JoinedRetentionTest {
    private static final Duration TERM = Duration.ofDays(733);

    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    @Inject
    Superuser superuser;

    @Inject
    Retaining retaining;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    private RequestForm old;
    private RequestForm next;
    private String first;
    private String second;
    private long one;
    private long other;

    @BeforeEach
    void twoDocuments() {
        scheduler.pause();
        old = RegistrationForms.mobile();
        next = RegistrationForms.mobile();
        first = callers.clerk().sign(old).mustBe(201).registration();
        second = callers.clerk().sign(next).mustBe(201).registration();
        one = person(first);
        other = person(second);
        desk.decided(first, second).mustBe(201);
    }

    @AfterEach
    void itIsTodayAgain() {
        clock.beRight();
        scheduler.resume();
    }

    @Test
    @Tag("R-11")
    void aServiceWithTheOneDocumentKeepsTheOther() {
        callers.provisioning().close(old).mustBe(200);
        eraseAfter(TERM);
        assertThat(rows(one)).isOne();
        clock.beRight();
        callers.provisioning().close(next).mustBe(200);
        eraseAfter(TERM);
        assertThat(rows(one) + rows(other)).isZero();
        assertThat(superuser.number("SELECT count(*) FROM keyring.person_key WHERE person_id IN (?, ?)", one, other))
                .isZero();
        assertThat(superuser.number("SELECT count(*) FROM registry.person_join WHERE person_id IN (?, ?)", one, other))
                .isZero();
    }

    @Test
    @Tag("R-11")
    void aHoldOnTheOneDocumentKeepsTheOtherAndIsLiftedByEither() {
        // Given
        callers.provisioning().close(old).mustBe(200);
        callers.provisioning().close(next).mustBe(200);
        callers.named("officer-1").hold(first, "CASE-7", "HELD").mustBe(200);
        // When
        eraseAfter(TERM);
        // Then
        assertThat(rows(one) + rows(other)).isEqualTo(2);
        clock.beRight();
        callers.named("officer-1").hold(second, "CASE-7", "LIFTED").mustBe(200);
        callers.named("approver-1").agreeToLift(second, "CASE-7").mustBe(200);
        eraseAfter(TERM);
        assertThat(rows(one) + rows(other)).isZero();
    }

    private void eraseAfter(Duration time) {
        clock.beRight();
        clock.moveBy(time);
        retaining.everything();
    }

    private long person(String registration) {
        return superuser.number("SELECT person_id FROM registry.registration WHERE public_id = ?::uuid", registration);
    }

    private long rows(long person) {
        return superuser.number("SELECT count(*) FROM registry.person WHERE person_id = ?", person);
    }
}
