package io.shiming.access.gate;

import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.audit.Entry;
import io.shiming.problem.Code;
import io.shiming.problem.ErrorAnswer;
import io.shiming.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;

/**
 * Enters every refusal of a known caller in the log, in a transaction of its own, before the refusal is answered; beyond a
 * rate of one caller it is counted instead ({@link RefusalSums}).
 *
 * <p>A caller without a valid token leaves no entry: otherwise anybody could fill the log.
 */
@Provider
class RefusalRecord implements ContainerResponseFilter {
    private final CallContext callContext;
    private final RefusalSums refusals;
    private final Clock clock;

    RefusalRecord(CallContext callContext, RefusalSums refusals, Clock clock) {
        this.callContext = callContext;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (answer.getEntity() instanceof ErrorAnswer error && error.status() < 500) {
            callContext.unrecorded().ifPresent(actor -> record(actor, error, answer));
        }
    }

    private void record(Actor actor, ErrorAnswer error, ContainerResponseContext answer) {
        callContext.recorded();
        try {
            var reason = Code.valueOf(error.code());
            refusals.enter(actor, callContext.isLookup(), callContext.act(), reason, () -> callContext
                            .with(Entry.by(actor, callContext.act(), clock))
                            .refused(reason))
                    .ifPresent(callContext::recorded);
        } catch (Problem unwritten) {
            answer.setStatus(Code.UNAVAILABLE.status);
            answer.setEntity(ErrorAnswer.of(Code.UNAVAILABLE));
        }
    }
}
