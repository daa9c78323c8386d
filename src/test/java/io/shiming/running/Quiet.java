package io.shiming.running;

import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Stops the jobs and waits until those that had begun are through: a paused scheduler lets them go on. */
final class Quiet {
    private static final String WAITING = "SELECT count(*) FROM registry.registration WHERE status = 'PENDING'";
    private static final Duration SILENCE = Duration.ofMillis(500);

    private Quiet() {}

    /**
     * The same, once nobody's application waits: a round of that job goes on as long as there is somebody to ask about, and
     * while it asks a slow authority it is silent too.
     */
    static void database(Scheduler scheduler, LongAdder roundTrips, Superuser superuser) {
        await().atMost(Duration.ofSeconds(60)).until(() -> superuser.number(WAITING) == 0);
        database(scheduler, roundTrips);
    }

    static void database(Scheduler scheduler, LongAdder roundTrips) {
        scheduler.pause();
        var heard = new AtomicLong(-1);
        await().during(SILENCE).atMost(Duration.ofSeconds(60)).until(() -> {
            long now = roundTrips.sum();
            return heard.getAndSet(now) == now;
        });
    }
}
