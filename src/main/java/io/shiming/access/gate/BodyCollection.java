package io.shiming.access.gate;

import io.shiming.access.AdmittedCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one call on the event loop, within the size and time of its route: a slow body holds no worker
 * thread. The memory of all bodies is bounded. A body's memory doubles, and from half of the announced length on it is
 * the whole: a large body is copied little, and a sender that only announces one takes none.
 */
final class BodyCollection {
    private final RoutingContext call;
    private final AdmittedCall admitted;
    private final int announced;
    private final Then then;
    private Buffer body = Buffer.buffer();
    private int room;
    private long timer;
    private boolean over;

    /** What follows. */
    interface Then {
        /** The body is there, or the call is refused. */
        void goOn(@Nullable Problem refusal);
    }

    /** Of a call that announced so many bytes; 0 if it announced no number. */
    BodyCollection(RoutingContext call, AdmittedCall admitted, long announced, Then then) {
        this.call = call;
        this.admitted = admitted;
        this.announced = (int) announced;
        this.then = then;
    }

    void begin(Duration readTimeout) {
        var request = call.request();
        timer = call.vertx().setTimer(admitted.rule().within(readTimeout).toMillis(), late -> {
            end(Problem.of(Code.REQUEST_TIMEOUT));
        });
        request.exceptionHandler(broken -> {
            over = true;
            call.vertx().cancelTimer(timer);
            admitted.end();
        });
        request.handler(this::more);
        request.endHandler(whole -> end(null));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            call.response().writeContinue();
        }
        request.resume();
    }

    private void more(Buffer chunk) {
        if (over) {
            return;
        }
        long length = body.length() + (long) chunk.length();
        if (length > admitted.rule().bytes()) {
            end(Problem.of(Code.PAYLOAD_TOO_LARGE));
        } else if (!hasRoom((int) length)) {
            end(AdmittedCall.busy());
        } else {
            body.appendBuffer(chunk);
        }
    }

    private boolean hasRoom(int length) {
        if (length <= room) {
            return true;
        }
        int wanted = Math.max(length, Math.min(2 * room, admitted.rule().bytes()));
        if (announced > 0 && announced <= 2L * length) {
            wanted = Math.max(length, announced);
        }
        if (!admitted.keeps(wanted - room)) {
            return false;
        }
        room = wanted;
        body = Buffer.buffer(wanted).appendBuffer(body);
        return true;
    }

    private void end(@Nullable Problem refusal) {
        if (over) {
            return;
        }
        over = true;
        call.vertx().cancelTimer(timer);
        if (refusal == null) {
            var routed = (RoutingContextInternal) call;
            routed.visitHandler(RoutingContextInternal.BODY_HANDLER);
            routed.setBody(body);
        }
        body = Buffer.buffer();
        then.goOn(refusal);
    }
}
