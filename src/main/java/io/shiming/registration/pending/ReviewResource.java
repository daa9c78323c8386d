package io.shiming.registration.pending;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The desk of the second pair of eyes. */
@Path("/v1/reviews")
class ReviewResource {
    private final Reviews reviews;
    private final IdempotencyKeys keys;
    private final CallContext callContext;

    ReviewResource(Reviews reviews, IdempotencyKeys keys, CallContext callContext) {
        this.reviews = reviews;
        this.keys = keys;
        this.callContext = callContext;
    }

    @GET
    @RequiresPermission(Permission.REVIEW_DECIDE)
    @Operation(summary = "The applications that wait for a person who did not make them")
    public RestResponse<Reviews.Listed> waiting() {
        var listed = reviews.waiting(callContext.actor());
        return RestResponse.ok(listed);
    }

    @POST
    @Path("/{id}/decision")
    @RequiresPermission(Permission.REVIEW_DECIDE)
    @Operation(
            summary = "Decide on another person's application",
            description = "Approved, it waits for the authority like every other; nothing is active yet. Refused, it is"
                    + " over; a forged or borrowed document is referred to the police.")
    public RestResponse<Reviews.Decided> decide(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ReviewDecision decision) {
        callContext.setOut(Act.REGISTRATION_REFUSED);
        var review = UuidText.inPath(id);
        if (decision == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var decided = reviews.decide(callContext.actor(), keys.of(callContext.actor(), key), review, decision);
        return RestResponse.ok(decided);
    }
}
