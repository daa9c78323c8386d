package io.shiming.access.gate;

import io.shiming.access.CallContext;
import io.shiming.audit.Receipted;
import io.shiming.problem.ErrorAnswer;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Sets the header {@code Audit-Entry}, and nothing else does. It quotes the receipt in the answer's own body, or else the
 * one that the call was recorded with: of a refusal, or of a body that is no JSON object of ours.
 */
@Provider
@Priority(Priorities.USER - 1) // response filters run from the highest to the lowest: after RefusalRecord
class AuditEntryHeader implements ContainerResponseFilter {
    private static final String NAME = "Audit-Entry";

    private final CallContext callContext;

    AuditEntryHeader(CallContext callContext) {
        this.callContext = callContext;
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (answer.getEntity() instanceof Receipted quoting) {
            answer.getHeaders().putSingle(NAME, quoting.receipt().toString());
        } else if (!(answer.getEntity() instanceof ErrorAnswer error) || error.status() < 500) {
            callContext.receipt().ifPresent(receipt -> answer.getHeaders().putSingle(NAME, receipt.toString()));
        }
    }
}
