package io.shiming.vault;

import io.micrometer.core.instrument.MeterRegistry;
import io.shiming.problem.Problem;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

/**
 * The chosen root key behind a time-out, a circuit breaker and a meter. A key store that does not answer is UNAVAILABLE
 * to the caller, never a wait without end; a wrapping that does not open counts as an answer.
 *
 * <p>Meter: timer {@code shiming.vault.root.key}, tags provider, act (wrap, unwrap), outcome (ok, unopenable, down).
 */
@ApplicationScoped
class GuardedRootKey {
    private final RootKey root;
    private final MeterRegistry meters;
    private final Guard guard;

    @Inject
    GuardedRootKey(@Any Instance<RootKey> chosen, VaultConfig config, MeterRegistry meters) {
        this(chosen.get(), config.rootKey().timeout(), meters);
    }

    GuardedRootKey(RootKey root, Duration timeout, MeterRegistry meters) {
        this.root = root;
        this.meters = meters;
        this.guard = Guard.create()
                .withTimeout()
                .duration(timeout.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(4)
                .failureRatio(0.75)
                .delay(2, ChronoUnit.SECONDS)
                .skipOn(Unopenable.class)
                .done()
                .build();
    }

    /** As {@link RootKey#provider}. */
    String provider() {
        return root.provider();
    }

    /** As {@link RootKey#wrap}. */
    byte[] wrap(byte[] key, byte[] context) {
        return guarded("wrap", () -> root.wrap(key, context));
    }

    /** As {@link RootKey#unwrap}. */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        return guarded("unwrap", () -> root.unwrap(wrapped, context));
    }

    private byte[] guarded(String act, Callable<byte[]> call) {
        long start = System.nanoTime();
        String outcome = "down";
        try {
            byte[] answer = guard.call(call, byte[].class);
            outcome = "ok";
            return answer;
        } catch (Unopenable e) {
            outcome = "unopenable";
            throw e;
        } catch (Problem e) {
            throw e;
        } catch (Exception e) {
            throw Problem.unavailable(e);
        } finally {
            meters.timer("shiming.vault.root.key", "provider", root.provider(), "act", act, "outcome", outcome)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
