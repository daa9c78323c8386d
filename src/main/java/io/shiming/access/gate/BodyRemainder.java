package io.shiming.access.gate;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Reads what still arrives of a body that was refused, once the refusal is sent, and keeps nothing of it: a sender that
 * writes before it reads learns of the refusal. Before that nothing is read, so that a sender who listens sends little.
 * Ends the connection of a sender that goes on for too long.
 */
final class BodyRemainder {
    private static final long MOST_BYTES = 8L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(2);

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
        request.handler(chunk -> {
            left -= chunk.length();
            if (left < 0) {
                hangUp();
            }
        });
        request.endHandler(whole -> ended = true);
        request.exceptionHandler(broken -> ended = true);
        call.addEndHandler(answered -> {
            call.vertx().setTimer(LONGEST.toMillis(), late -> hangUp());
            request.resume();
        });
    }

    private void hangUp() {
        if (ended) {
            return;
        }
        ended = true;
        call.request().connection().close();
    }
}
