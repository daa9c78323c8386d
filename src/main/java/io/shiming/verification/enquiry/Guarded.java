package io.shiming.verification.enquiry;

import io.micrometer.core.instrument.Metrics;
import io.shiming.peer.Unusable;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Stands before an authority: a connection that broke is tried once more, since the question carries its own id; and
 * while the authority is down, clerks learn so at once instead of each waiting out the time limit, and one call now and
 * then finds out whether it is back.
 *
 * @param <T> what an exchange finds
 */
public final class Guarded<T> {
    private static final int CALLS_WATCHED = 8;
    private static final double FAILING_SHARE = 0.5;
    private static final int QUIET_SECONDS = 5;
    private static final int PAUSE_MILLIS = 50;

    private final TypedGuard<T> guard;
    private final String peer;

    /** A guard of its own for one authority, which the metrics know by this name. */
    public Guarded(Class<T> finding, String peer) {
        this.peer = peer;
        guard = TypedGuard.create(finding)
                .withRetry()
                .maxRetries(1)
                .delay(PAUSE_MILLIS, ChronoUnit.MILLIS)
                .whenException(Guarded::broken)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(CALLS_WATCHED)
                .failureRatio(FAILING_SHARE)
                .delay(QUIET_SECONDS, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    /** What the exchange finds; or, on any failure, what is said instead. The word tells the log why. */
    public T call(Callable<T> exchange, Function<String, T> otherwise) {
        try {
            return guard.call(exchange);
        } catch (CircuitBreakerOpenException e) {
            return unanswered(otherwise, "BREAKER_OPEN");
        } catch (Unusable e) {
            return unanswered(otherwise, e.reason().name());
        } catch (Exception e) { // no exception is an answer
            return unanswered(otherwise, e.getClass().getSimpleName());
        }
    }

    private T unanswered(Function<String, T> otherwise, String reason) {
        Metrics.counter("shiming.peer.unanswered", "peer", peer, "reason", reason)
                .increment();
        return otherwise.apply(reason);
    }

    private static boolean broken(Throwable failure) {
        return failure instanceof Unusable unusable && unusable.reason() == Unusable.Reason.UNREACHABLE;
    }
}
