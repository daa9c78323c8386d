package io.shiming.registration.line;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the operator's provisioning does to lines. POST: a number never stands in a URL. */
@Path("/v1/lines/changes")
class LineChangeResource {
    private final LineChanges changes;
    private final IdempotencyKeys keys;
    private final CallContext callContext;

    LineChangeResource(LineChanges changes, IdempotencyKeys keys, CallContext callContext) {
        this.changes = changes;
        this.keys = keys;
        this.callContext = callContext;
    }

    @POST
    @RequiresPermission(Permission.LINE_CHANGE)
    @Operation(
            summary = "Report a line live, suspend, resume, restrict or close it, or port its number out",
            description = "409 NOT_REGISTERED: no verified registration permits the line to live; 409"
                    + " ACTIVATED_TOO_EARLY: it lived before it was registered; 409 LINE_STATE: it is not in a state for"
                    + " this. A closed line counts as a card no more, and its number is free once the operator's"
                    + " quarantine is over. The same key again gives the same answer.")
    public RestResponse<LineChangeAnswer> change(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable LineChangeRequest request) {
        callContext.setOut(Act.REGISTRATION_CHANGED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var answer = changes.change(callContext.actor(), keys.of(callContext.actor(), key), request);
        return RestResponse.ok(answer);
    }
}
