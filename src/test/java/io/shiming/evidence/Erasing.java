package io.shiming.evidence;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets the job that erases unused images run now. */
@ApplicationScoped
public class Erasing {
    private final UnusedEvidence job;

    Erasing(UnusedEvidence job) {
        this.job = job;
    }

    public void round() {
        job.erase();
    }
}
