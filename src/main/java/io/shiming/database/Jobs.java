package io.shiming.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.spi.JobInstrumenter;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Around every scheduled job. While the database cannot be reached no job runs, and one attempt a second finds out when it
 * can. At the end of the service no job starts any more, and those that run are waited for before their pools close.
 */
@Singleton
class Jobs implements JobInstrumenter {
    private static final Logger LOG = Logger.getLogger(Jobs.class);

    /** Jobs that need no database. */
    private static final Set<String> ALONE = Set.of("forget-data-keys");

    private static final long BETWEEN_ATTEMPTS = Duration.ofSeconds(1).toNanos();
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final AgroalDataSource source;
    private final Instance<Scheduler> scheduler;
    private final AtomicLong attempted = new AtomicLong(System.nanoTime());
    private final Phaser running = new Phaser(1);

    Jobs(AgroalDataSource source, Instance<Scheduler> scheduler) {
        this.source = source;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<Void> instrument(JobInstrumentationContext job) {
        if (running.register() < 0) return CompletableFuture.completedFuture(null); // the service ends
        try {
            if (DatabaseReach.away() && !ALONE.contains(job.getSpanName()) && !backAgain()) {
                running.arriveAndDeregister();
                return CompletableFuture.completedFuture(null);
            }
            return job.executeJob().whenComplete((nothing, failure) -> running.arriveAndDeregister());
        } catch (RuntimeException failure) {
            running.arriveAndDeregister();
            throw failure;
        }
    }

    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent ending) {
        scheduler.get().pause();
        int phase = running.arriveAndDeregister();
        try {
            running.awaitAdvanceInterruptibly(phase, END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            LOG.warnf("%d jobs did not end in time", running.getUnarrivedParties());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean backAgain() {
        long last = attempted.get();
        long now = System.nanoTime();
        if (now - last < BETWEEN_ATTEMPTS || !attempted.compareAndSet(last, now)) return false;
        try (var connection = source.getConnection()) {
            if (!connection.isValid(1)) return false;
            DatabaseReach.reached();
            return true;
        } catch (SQLException stillAway) {
            return false;
        }
    }
}
