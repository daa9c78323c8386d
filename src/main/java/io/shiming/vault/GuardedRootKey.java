package io.shiming.vault;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * The chosen root key behind a time-out, a circuit breaker and a meter. A key store that does not answer is UNAVAILABLE
 * to the caller, never a wait without end; a wrapping that does not open counts as an answer.
 *
 * <p>Meter: timer {@code shiming.vault.root.key}, tags provider, act (wrap, unwrap), outcome (ok, unopenable, down).
 */
@ApplicationScoped
class GuardedRootKey {
    private static final TypeLiteral<CompletionStage<byte[]>> ANSWER = new TypeLiteral<>() {};

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
                .withThreadOffload(true) // a token's native call cannot be interrupted, only left behind
                .withCircuitBreaker()
                .requestVolumeThreshold(4)
                .failureRatio(0.75)
                .delay(2, ChronoUnit.SECONDS)
                .skipOn(Unopenable.class)
                .done()
                .build();
    }

    /** A root key that cannot be opened stops the start, not the first customer. */
    void open(@Observes StartupEvent started) {
        root.provider();
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
            byte[] answer = answer(call);
            outcome = "ok";
            return answer;
        } catch (Unopenable e) {
            outcome = "unopenable";
            throw e;
        } finally {
            meters.timer("shiming.vault.root.key", "provider", root.provider(), "act", act, "outcome", outcome)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private byte[] answer(Callable<byte[]> call) {
        try {
            return guard.call(() -> CompletableFuture.completedFuture(call.call()), ANSWER)
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unopenable unopenable) {
                throw unopenable;
            }
            throw e.getCause() instanceof Problem problem ? problem : Problem.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(e);
        } catch (Exception e) {
            throw Problem.unavailable(e);
        }
    }
}
