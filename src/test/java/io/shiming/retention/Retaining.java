package io.shiming.retention;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test erase at once. */
@ApplicationScoped
public class Retaining {
    private final RetentionJob job;
    private final SpentKeys spent;

    Retaining(RetentionJob job, SpentKeys spent) {
        this.job = job;
        this.spent = spent;
    }

    /** Forgets the operator's keys whose time is over. */
    public void forgetKeys(int operator) {
        spent.forget(operator);
    }

    /** One round for the operator. */
    public void round(int operator) {
        job.run(operator);
    }
}
