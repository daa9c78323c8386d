package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GuardedRootKeyTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int calls;

    private GuardedRootKey guarding(UnaryOperator<byte[]> act) {
        return guarding(act, Duration.ofSeconds(10));
    }

    private GuardedRootKey guarding(UnaryOperator<byte[]> act, Duration patience) {
        return new GuardedRootKey(new Root(act), patience, meters);
    }

    private final class Root implements RootKey {
        private final UnaryOperator<byte[]> act;

        Root(UnaryOperator<byte[]> act) {
            this.act = act;
        }

        @Override
        public String provider() {
            return "test";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] context) {
            calls++;
            return act.apply(key);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            calls++;
            return act.apply(wrapped);
        }
    }

    private static void mustBeUnavailable(GuardedRootKey root) {
        assertThatThrownBy(() -> root.unwrap(new byte[1], new byte[1]))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE));
    }

    private double count(String outcome) {
        var timer =
                meters.find("shiming.vault.root.key").tag("outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void anAnswerIsPassedOnAndCounted() {
        assertThat(guarding(key -> key).wrap(new byte[] {7}, new byte[1])).containsExactly(7);
        assertThat(count("ok")).isEqualTo(1);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStoreThatHangsAndHeedsNoInterruptIsUnavailableInTime() {
        var release = new CountDownLatch(1);
        UnaryOperator<byte[]> hangs = key -> {
            awaitUninterruptibly(release);
            return key;
        };
        mustBeUnavailable(guarding(hangs, Duration.ofMillis(200)));
        assertThat(count("down")).isEqualTo(1);
        release.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                continue; // like a native call
            }
        }
    }

    @Test
    void failingStoreIsNotAskedWhileTheBreakerIsOpen() {
        var root = guarding(key -> {
            throw Problem.unavailable(new IllegalStateException("down"));
        });
        for (int i = 0; i < 20; i++) {
            mustBeUnavailable(root);
        }
        assertThat(calls).isEqualTo(4);
        assertThat(count("down")).isEqualTo(20);
    }

    @Test
    void unopenableWrappingDoesNotOpenTheBreaker() {
        var root = guarding(key -> {
            throw new Unopenable();
        });
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> root.unwrap(new byte[1], new byte[1])).isInstanceOf(Unopenable.class);
        }
        assertThat(calls).isEqualTo(20);
    }

    @Test
    void readinessIsARoundTripThroughTheKey() {
        assertThat(new KeyHealth(guarding(key -> key)).call().getStatus()).isEqualTo(Status.UP);
        assertThat(new KeyHealth(guarding(key -> new byte[32])).call().getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(new KeyHealth(guarding(key -> {
                            throw new IllegalStateException("no token");
                        }))
                        .call()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }
}
