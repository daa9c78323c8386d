package io.shiming.audit.log;

import io.shiming.problem.RepeatedFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How much of the log the mirror has, read on a thread of its own: a file system that hangs, as one over a network may for
 * hours, must not hold the sequencer and with it the lock that all instances share.
 */
final class MirrorSize {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Executor READERS = Executors.newCachedThreadPool(task -> {
        var reader = new Thread(task, "audit-mirror-size");
        reader.setDaemon(true);
        return reader;
    });

    private final RepeatedFailure failure = new RepeatedFailure(
            Logger.getLogger(MirrorSize.class), Logger.Level.WARN, "AUDIT_MIRROR: the mirror is not compared");
    private CompletableFuture<Long> asked = CompletableFuture.completedFuture(0L);
    private String origin = "";
    private long known;

    /** What the reading answers for this origin; while it hangs, what the last one answered, or 0 if there was none. */
    synchronized long of(String wanted, Supplier<Long> reading) {
        if (!wanted.equals(origin)) known = 0;
        origin = wanted;
        if (!asked.isDone()) return known;
        asked = CompletableFuture.supplyAsync(reading, READERS);
        try {
            known = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            failure.succeeded();
        } catch (TimeoutException hangs) {
            failure.failed("it does not answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the mirror could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }
}
