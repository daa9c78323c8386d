package io.shiming.retention;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test erase at once. */
@ApplicationScoped
public class Retaining {
    private final RetentionJob job;

    Retaining(RetentionJob job) {
        this.job = job;
    }

    /** What the clock starts every hour: all of it, for every operator. */
    public void everything() {
        job.run();
        job.finish();
    }

    /** One round for the operator. */
    public void round(int operator) {
        job.run(operator);
    }
}
