package io.shiming.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs the sequencer and the mirror again and again, each one run at a time. */
@ApplicationScoped
class SequencerJob {
    private final Sequencer sequencer;
    private final AuditMirror mirror;
    private final AuditConfig config;

    SequencerJob(Sequencer sequencer, AuditMirror mirror, AuditConfig config) {
        this.sequencer = sequencer;
        this.mirror = mirror;
        this.config = config;
    }

    @Scheduled(
            identity = "audit-sequencer",
            every = "${shiming.audit.interval:500ms}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        sequencer.runOnce();
    }

    @Scheduled(
            identity = "audit-mirror",
            every = "${shiming.audit.mirror-interval:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void copy() {
        config.mirror().ifPresent(mirror::exportTo);
    }
}
