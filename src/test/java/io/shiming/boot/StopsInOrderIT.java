package io.shiming.boot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.packaged.Fleet;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is told to end under load says so first, finishes what it has begun, and then ends. */
@Tag("case-E3")
class StopsInOrderIT {
    private static final int A_SECOND = 50;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void ofFiftyRequestsASecondNoneFailsThatAnotherInstanceDoesNotAnswer(@TempDir Path home) throws Exception {
        try (var fleet = new Fleet(home, Map.of("quarkus.shutdown.delay", "3s"))) {
            // Given
            fleet.add();
            fleet.add();
            fleet.furnish();
            var shops = new Shop[] {new Shop(fleet, 0), new Shop(fleet, 1)};
            for (int i = 0; i < 60; i++) shops[i % 2].sign(SyntheticPerson.number(320_000 + i)); // warm
            var counters = Executors.newScheduledThreadPool(32);
            var clock = counters.scheduleAtFixedRate(
                    () -> counters.execute(() -> call(shops, sent.incrementAndGet())),
                    0,
                    1_000_000 / A_SECOND,
                    TimeUnit.MICROSECONDS);
            await().until(() -> sent.get() > 2 * A_SECOND);
            // When
            fleet.tellToEnd(0);
            // Then
            await().atMost(5, SECONDS).until(() -> fleet.ready(0) == 503);
            assertThat(fleet.alive(0)).as("not ready, and still there").isTrue();
            fleet.awaitEnd(0);
            int atTheEnd = sent.get();
            await().until(() -> sent.get() > atTheEnd + A_SECOND);
            clock.cancel(false);
            counters.shutdown();
            assertThat(counters.awaitTermination(30, SECONDS)).isTrue();
            System.out.printf(
                    "SIGTERM under %d/s: %d sent, %d answered by the other instance, %d of them cut, %d failed%n",
                    A_SECOND, sent.get(), elsewhere.get(), cut.get(), failed.get());
            assertThat(failed).hasValue(0);
            assertThat(Files.readString(home.resolve("instance-0/console.log")))
                    .doesNotContain("Error occurred while executing task")
                    .doesNotContain("After Shutdown");
        }
    }

    /** One of ten is a signing. An instance that does not answer, or says not now, is left for the other one. */
    private void call(Shop[] shops, int number) {
        if (!answered(shops[number % 2], number)) {
            elsewhere.incrementAndGet();
            if (!answered(shops[1 - number % 2], number)) failed.incrementAndGet();
        }
    }

    private boolean answered(Shop shop, int number) {
        try {
            var reply = number % 10 == 0
                    ? shop.sign(SyntheticPerson.number(321_000 + number))
                    : shop.status(SyntheticPerson.number(320_000 + number % 60));
            return reply.status() < 500;
        } catch (ConnectException gone) {
            return false;
        } catch (IOException withoutAnAnswer) {
            cut.incrementAndGet();
            return false;
        }
    }
}
