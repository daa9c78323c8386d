package io.shiming.registration.correction;

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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is recorded of a subscriber is corrected at the counter, or by an officer (PIPL article 46). */
@Path("/v1/registrations/{id}/corrections")
class CorrectionResource {
    private final Corrections corrections;
    private final IdempotencyKeys keys;
    private final SecondPerson second;
    private final CallContext callContext;

    CorrectionResource(Corrections corrections, IdempotencyKeys keys, SecondPerson second, CallContext callContext) {
        this.corrections = corrections;
        this.keys = keys;
        this.second = second;
        this.callContext = callContext;
    }

    @POST
    @RequiresPermission(Permission.IDENTITY_CORRECT)
    @Operation(
            summary = "Correct what is recorded of a subscriber, after the document was checked again",
            description =
                    "The person is given as the document shows it; what differs from the record becomes the next version"
                            + " of the identity. The authority confirms the document first. A name or a day of birth needs a second"
                            + " person: Second-Reviewer, the access token of a colleague of the same store, or of another officer."
                            + " The earlier versions stay. 409 CORRECTION_OTHER_DOCUMENT: the registration was not made with this"
                            + " document; 409 CORRECTED_MEANWHILE: of two corrections at once the other was first.")
    public RestResponse<CorrectionAnswer> correct(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Second-Reviewer") @Nullable String reviewer,
            @Nullable CorrectionRequest request) {
        callContext.setOut(Act.IDENTITY_CORRECTED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var actor = callContext.actor();
        var colleague = second.beside(actor, reviewer, Permission.IDENTITY_CORRECT);
        var answer = corrections.correct(actor, keys.of(actor, key), UuidText.inPath(id), request, colleague);
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }
}
