package io.shiming.access.gate;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what still arrives of a body that was refused, once the refusal is sent, and keeps nothing of it: a sender that
 * writes before it reads learns of the refusal. Before that nothing is read, so that a sender who listens sends little.
 * All remainders share one pace, so that a flood of them leaves the event loops to others. Ends the connection of a sender
 * that goes on for too long.
 */
final class BodyRemainder {
    private static final long MOST_BYTES = 8L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final long BYTES_A_SECOND = 32L * 1024 * 1024;
    private static final Duration BETWEEN_READS = Duration.ofMillis(20);
    private static final int PARTS_A_READ = 32;

    /** By {@link System#nanoTime}: until then, what was read is enough. */
    private static final AtomicLong ENOUGH_UNTIL = new AtomicLong(System.nanoTime());

    private final RoutingContext call;
    private long left = MOST_BYTES;
    private boolean ended;

    private BodyRemainder(RoutingContext call) {
        this.call = call;
    }

    static void discard(RoutingContext call) {
        new BodyRemainder(call).begin();
    }

    private void begin() {
        var request = call.request();
        request.pause();
        request.handler(part -> {
            note(part.length());
            left -= part.length();
            if (left < 0) {
                hangUp();
            }
        });
        request.endHandler(whole -> ended = true);
        request.exceptionHandler(broken -> ended = true);
        call.addEndHandler(answered -> {
            call.vertx().setTimer(LONGEST.toMillis(), late -> hangUp());
            read();
        });
    }

    private void read() {
        if (ended) {
            return;
        }
        if (ENOUGH_UNTIL.get() - System.nanoTime() <= 0) {
            call.request().pause().fetch(PARTS_A_READ); // what was asked for and did not arrive is not asked for twice
        }
        call.vertx().setTimer(BETWEEN_READS.toMillis(), next -> read());
    }

    private static void note(int bytes) {
        long now = System.nanoTime();
        ENOUGH_UNTIL.updateAndGet(until -> Math.max(until - now, 0) + now + bytes * 1_000_000_000L / BYTES_A_SECOND);
    }

    private void hangUp() {
        if (ended) {
            return;
        }
        ended = true;
        call.request().connection().close();
    }
}
