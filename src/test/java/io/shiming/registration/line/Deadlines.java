package io.shiming.registration.line;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test look for what is due at once. */
@ApplicationScoped
public class Deadlines {
    private final LineDeadlines job;

    Deadlines(LineDeadlines job) {
        this.job = job;
    }

    /** One round for the operator. */
    public void round(int operator) {
        job.due(operator);
    }
}
