package io.shiming.audit.log;

import io.quarkus.scheduler.Scheduled;
import io.shiming.audit.AuditConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs the sequencer, the sweep, the mirror and the round of the witnesses again and again, each one run at a time. */
@ApplicationScoped
class SequencerJob {
    private final Sequencer sequencer;
    private final CompletenessSweep sweep;
    private final MirrorRound mirror;
    private final WitnessRound witnesses;
    private final boolean othersSequence;

    SequencerJob(
            Sequencer sequencer,
            CompletenessSweep sweep,
            MirrorRound mirror,
            WitnessRound witnesses,
            AuditConfig config) {
        this.sequencer = sequencer;
        this.sweep = sweep;
        this.mirror = mirror;
        this.witnesses = witnesses;
        this.othersSequence = config.interval().equals("off");
    }

    @Scheduled(
            identity = "audit-sequencer",
            every = "${shiming.audit.interval:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        sequencer.runOnce();
    }

    /** Without a look, an instance that leaves the sequencing to others would take the log for stale. */
    @Scheduled(identity = "audit-look", every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookOn() {
        if (othersSequence) sequencer.look();
    }

    @Scheduled(
            identity = "audit-witness",
            every = "${shiming.audit.witness.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void show() {
        witnesses.runOnce();
    }

    @Scheduled(
            identity = "audit-mirror",
            every = "${shiming.audit.mirror-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void copy() {
        mirror.runOnce();
    }

    @Scheduled(
            identity = "audit-sweep",
            every = "${shiming.audit.sweep-interval:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        sweep.runOnce();
    }
}
