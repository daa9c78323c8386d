package io.shiming.registration.holder;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.identity.Reference;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Disputes about a line that is registered in a person's name (MIIT notice of 2019: the operator's shops resolve them).
 */
@Path("/v1/disputes")
class DisputeResource {
    private final Disputes disputes;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    DisputeResource(Disputes disputes, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.disputes = disputes;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * A dispute.
     *
     * @param query the first part of the header Audit-Entry of the holder's own query, of this shop and the last hour: it
     *     proves who asks
     * @param registrationId the line that the query showed
     * @param claim {@code not_mine} or {@code not_wanted}
     */
    record DisputeRequest(
            @NotNull String query,
            @NotNull String registrationId,

            @NotNull @Pattern(regexp = "not_mine|not_wanted")
            String claim) {}

    /**
     * A decision.
     *
     * @param decision {@code uphold} or {@code dismiss}
     * @param reason reference of the reasons, 1 to 64 of letters, digits and {@code ._/-}
     */
    record DisputeDecision(
            @NotNull @Pattern(regexp = "uphold|dismiss") String decision,
            @NotEmpty String reason) {}

    @POST
    @RequiresPermission(Permission.DISPUTE_FILE)
    @Operation(summary = "File a dispute about a line, for the holder who has just asked which lines there are")
    public RestResponse<DisputeView> file(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable DisputeRequest request) {
        callContext.setOut(Act.DISPUTE_FILED);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(actor, key, "POST /v1/disputes", request, DisputeView.class, given -> {
            return disputes.file(
                    actor,
                    UuidText.inBody(given.query(), "/query"),
                    UuidText.inBody(given.registrationId(), "/registrationId"),
                    given.claim());
        });
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }

    @PUT
    @Path("/{id}/decision")
    @RequiresPermission(Permission.DISPUTE_DECIDE)
    @Operation(
            summary = "Decide a dispute",
            description =
                    "The event dispute.upheld tells provisioning to close the line; closing it is an act of its own.")
    public RestResponse<DisputeView> decide(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable DisputeDecision request) {
        callContext.setOut(Act.DISPUTE_DECIDED);
        var dispute = UuidText.inPath(id);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(actor, key, "PUT /v1/disputes/" + id, request, DisputeView.class, given -> {
            var reason = Problem.at("/reason", () -> Reference.of(given.reason()));
            return disputes.decide(actor, dispute, given.decision().equals("uphold"), reason);
        });
        return RestResponse.ok(answer);
    }
}
