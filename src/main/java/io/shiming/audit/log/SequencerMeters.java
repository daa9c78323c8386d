package io.shiming.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What operations sees of the log: alarms stand on the queue's age, the merge delay and the fork. */
final class SequencerMeters {
    private final Counter entries;
    private final Counter failures;
    private final Timer mergeDelay;

    SequencerMeters(MeterRegistry registry, AuditState state) {
        entries = registry.counter("shiming.audit.entries");
        failures = registry.counter("shiming.audit.failures");
        mergeDelay = Timer.builder("shiming.audit.merge.delay")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        TimeGauge.builder("shiming.audit.queue.age", state, TimeUnit.MILLISECONDS, s -> s.queueAge()
                        .toMillis())
                .register(registry);
        TimeGauge.builder("shiming.audit.witness.lag", state, TimeUnit.MILLISECONDS, s -> s.unwitnessed()
                        .toMillis())
                .register(registry);
        registry.gauge("shiming.audit.fork", state, s -> s.forked() ? 1 : 0);
        registry.gauge("shiming.audit.incomplete", state, s -> s.incomplete() ? 1 : 0);
    }

    void sequenced(int count) {
        entries.increment(count);
    }

    void merged(Duration delay) {
        mergeDelay.record(delay.isNegative() ? Duration.ZERO : delay);
    }

    void failed() {
        failures.increment();
    }
}
