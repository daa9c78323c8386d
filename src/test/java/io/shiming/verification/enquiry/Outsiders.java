package io.shiming.verification.enquiry;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** Those outside, for tests that ask them without a running service; with event loops that all tests share. */
public final class Outsiders {
    private static final Vertx LOOPS = Vertx.vertx();
    public static final Outside ASKED = askedAt(Clock.systemUTC());

    private Outsiders() {}

    public static Outside askedAt(Clock clock) {
        return new Outside(LOOPS, clock);
    }

    static Wire wire(Duration timeout) {
        return new Wire(LOOPS, timeout);
    }
}
