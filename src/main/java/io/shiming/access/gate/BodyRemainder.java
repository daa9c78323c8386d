package io.shiming.access.gate;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

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

    private static final Duration BETWEEN_READS = Duration.ofMillis(20);
    private static final int PARTS_A_READ = 16;

    /** All remainders together take so many parts of at most 8 KiB: 8 MiB a second. */
    private static final long NANOS_A_READ = PARTS_A_READ * 1_000_000_000L / 1024;

    /** When the next remainder may read, by {@link System#nanoTime}. */
    private static final AtomicLong NEXT_READ = new AtomicLong(System.nanoTime());

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
            left -= part.length();
            if (left < 0) {
                hangUp();
            }
        });
        request.endHandler(whole -> ended = true);
        request.exceptionHandler(broken -> ended = true);
        call.addEndHandler(answered -> {
            call.vertx().setTimer(LONGEST.toMillis(), late -> hangUp());
            call.vertx().runOnContext(resumed -> read()); // Quarkus resumes a request whose response has ended
        });
    }

    /** Waits for a turn and reads; where the turn would come too late, the connection only waits for its end. */
    private void read() {
        if (ended) {
            return;
        }
        call.request().pause(); // what was asked for and did not arrive is not asked for twice
        long wait = untilTurn(System.nanoTime());
        if (wait < LONGEST.toNanos()) {
            call.vertx().setTimer(NANOSECONDS.toMillis(wait) + 1, turn -> {
                if (!ended) {
                    call.request().fetch(PARTS_A_READ);
                    call.vertx().setTimer(BETWEEN_READS.toMillis(), next -> read());
                }
            });
        }
    }

    /** Takes the time of one read, before anything of it arrives: many that wait do not all begin at once. */
    private static long untilTurn(long now) {
        while (true) {
            long next = NEXT_READ.get();
            long turn = Math.max(next - now, 0);
            if (turn >= LONGEST.toNanos() || NEXT_READ.compareAndSet(next, now + turn + NANOS_A_READ)) {
                return turn;
            }
        }
    }

    private void hangUp() {
        if (ended) {
            return;
        }
        ended = true;
        call.request().connection().close();
    }
}
