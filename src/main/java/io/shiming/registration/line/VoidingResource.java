package io.shiming.registration.line;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.gate.SecondPerson;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The counter takes a signing back that it made by mistake. */
@Path("/v1/registrations/{id}/voiding")
class VoidingResource {
    private final Voidings voidings;
    private final IdempotencyKeys keys;
    private final SecondPerson second;
    private final CallContext callContext;

    VoidingResource(Voidings voidings, IdempotencyKeys keys, SecondPerson second, CallContext callContext) {
        this.voidings = voidings;
        this.keys = keys;
        this.second = second;
        this.callContext = callContext;
    }

    /**
     * A voiding.
     *
     * @param reason what was wrong with the signing
     */
    record VoidingRequest(
            @Schema(enumeration = {"wrong_number", "wrong_person", "wrong_product", "signed_twice"}) @Nullable
            String reason) {}

    @POST
    @RequiresPermission(Permission.REGISTRATION_VOID)
    @Operation(
            summary = "Void a signing of one's own store that was a mistake, before its line lives",
            description =
                    "With a colleague's token in Second-Reviewer. The line is closed, the card counts no more, and the"
                            + " number is free at once. The record stays and says so. 409 LINE_LIVES: the network has activated the"
                            + " line, so it can be closed only; 409 LINE_STATE: the line is closed already, continues another one, or"
                            + " there is none yet.")
    public RestResponse<LineChangeAnswer> voided(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Second-Reviewer") @Nullable String reviewer,
            @Nullable VoidingRequest request) {
        callContext.setOut(Act.REGISTRATION_CHANGED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var actor = callContext.actor();
        var colleague = second.beside(actor, reviewer);
        return RestResponse.ok(
                voidings.voided(actor, keys.of(actor, key), UuidText.inPath(id), request.reason(), colleague));
    }
}
