package io.shiming.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs the sequencer again and again, one run at a time. */
@ApplicationScoped
class SequencerJob {
    private final Sequencer sequencer;

    SequencerJob(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Scheduled(
            identity = "audit-sequencer",
            every = "${shiming.audit.interval:500ms}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        sequencer.runOnce();
    }
}
