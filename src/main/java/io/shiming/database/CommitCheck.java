package io.shiming.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready means that a commit is done soon: on this server and, where one is synchronous, on the standby. The commit writes a
 * record to the WAL and no row. One that waits is waited for, so that a standby's absence costs one connection, and its
 * return is noticed at once.
 */
@Readiness
@ApplicationScoped
class CommitCheck implements HealthCheck {
    private static final String COMMIT = "SELECT pg_logical_emit_message(true, 'shiming', '')";
    private static final Duration WITHIN = Duration.ofMillis(1500);
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(60);
    private static final Duration HOLDS_FOR = Duration.ofSeconds(2);

    private final AgroalDataSource sequencer; // not the pool that a crowd of callers may have taken
    private final ExecutorService executor;
    private @Nullable CompletableFuture<Boolean> last;
    private long begun;

    CommitCheck(@DataSource("sequencer") AgroalDataSource sequencer, ExecutorService executor) {
        this.sequencer = sequencer;
        this.executor = executor;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("commit").status(commits()).build();
    }

    private boolean commits() {
        try {
            return current().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> current() {
        var known = last;
        if (known != null && (!known.isDone() || System.nanoTime() - begun < HOLDS_FOR.toNanos())) return known;
        begun = System.nanoTime();
        return last = CompletableFuture.supplyAsync(this::committed, executor);
    }

    private boolean committed() {
        try (var connection = sequencer.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) GIVEN_UP_AFTER.toMillis());
            try (var statement = connection.createStatement()) {
                statement.execute(COMMIT);
            }
            connection.setNetworkTimeout(Runnable::run, usual); // a connection that has failed is thrown away
            return true;
        } catch (SQLException failure) {
            return false;
        }
    }
}
