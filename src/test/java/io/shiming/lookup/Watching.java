package io.shiming.lookup;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test judge look-ups at once. */
@ApplicationScoped
public class Watching {
    private final IdleLookups idle;

    Watching(IdleLookups idle) {
        this.idle = idle;
    }

    /** One round, by the service's clock. */
    public void round() {
        idle.judge();
    }
}
