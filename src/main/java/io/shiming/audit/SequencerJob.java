package io.shiming.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs the sequencer, the sweep and the mirror again and again, each one run at a time. */
@ApplicationScoped
class SequencerJob {
    private final Sequencer sequencer;
    private final CompletenessSweep sweep;
    private final AuditMirror mirror;
    private final AuditConfig config;

    SequencerJob(Sequencer sequencer, CompletenessSweep sweep, AuditMirror mirror, AuditConfig config) {
        this.sequencer = sequencer;
        this.sweep = sweep;
        this.mirror = mirror;
        this.config = config;
    }

    @Scheduled(
            identity = "audit-sequencer",
            every = "${shiming.audit.interval:1s}",
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

    @Scheduled(
            identity = "audit-sweep",
            every = "${shiming.audit.sweep-interval:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        sweep.runOnce();
    }
}
