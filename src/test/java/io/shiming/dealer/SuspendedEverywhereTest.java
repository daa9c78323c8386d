package io.shiming.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.registration.SecondCounter;
import io.shiming.trial.Mood;
import io.shiming.vault.Vault;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Within a second, over several instances. The answer is in the database, so it is at once. */
@QuarkusTest
@DisplayName("a dealer's suspension holds for every instance")
class SuspendedEverywhereTest {
    @Inject
    ApiCallers callers;

    @Inject
    SecondCounter second;

    @Inject
    Vault vault;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Scheduler scheduler;

    LongAdder roundTrips; // put here by StandIns

    @AfterEach
    void resumed() {
        scheduler.resume();
        authority.is(Mood.NORMAL);
        status("ACTIVE");
    }

    @Test
    @Tag("P-11")
    void aDealerSuspendedAtOneInstanceSignsAtNoOther() {
        // Given
        assertThat(second.sign(vault, RegistrationForms.mobile().json().toString()))
                .isEqualTo("ACTIVE");
        // When
        status("SUSPENDED");
        long suspended = System.nanoTime();
        var elsewhere = second.sign(vault, RegistrationForms.mobile().json().toString());
        var here = callers.named("clerk-1-ridge").sign(RegistrationForms.mobile());
        var took = Duration.ofNanos(System.nanoTime() - suspended);
        // Then
        assertThat(elsewhere).isEqualTo("DEALER_SUSPENDED");
        here.mustRefuse(403, "DEALER_SUSPENDED");
        assertThat(took)
                .isLessThan(Duration.ofSeconds(5)); // of two signings on a busy machine; no call came in between
    }

    @Test
    @Tag("P-11")
    void aDealerSuspendedWhileTheAuthorityIsAskedHasNotSigned() {
        // Given
        scheduler.pause(); // the only one who uses the database is the signing
        authority.is(Mood.SLOW);
        long before = roundTrips.sum();
        var form = RegistrationForms.mobile();
        var signing = CompletableFuture.supplyAsync(
                () -> second.sign(vault, form.json().toString()));
        Awaitility.await().until(() -> roundTrips.sum() > before);
        // When
        status("SUSPENDED");
        authority.is(Mood.NORMAL);
        // Then
        assertThat(signing.join()).isEqualTo("DEALER_SUSPENDED");
    }

    private void status(String status) {
        callers.named("admin-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .put(
                        "/v1/dealers/D-200/status",
                        RequestForm.empty().with("status", status).json())
                .mustBe(200);
    }
}
