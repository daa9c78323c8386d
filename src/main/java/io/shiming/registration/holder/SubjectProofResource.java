package io.shiming.registration.holder;

import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.RequestRules;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A person need not trust us either: at the counter the holder is handed what checks the own part of the log elsewhere. */
@Path("/v1/subject-proofs")
class SubjectProofResource {
    private final SubjectProofs proofs;
    private final RequestRules rules;
    private final CallContext callContext;

    SubjectProofResource(SubjectProofs proofs, RequestRules rules, CallContext callContext) {
        this.proofs = proofs;
        this.rules = rules;
        this.callContext = callContext;
    }

    /**
     * Who asks.
     *
     * @param query the first part of the header Audit-Entry of the holder's own query, of this shop and the last hour: it
     *     proves who asks
     * @param registrationId a registration of that person
     */
    record ProofRequest(@NotNull String query, @NotNull String registrationId) {}

    @POST
    @RequiresPermission(Permission.SUBJECT_PROOF)
    @Operation(
            summary = "The own part of the log with its proofs, for its proven holder",
            description =
                    "The answer is one file: the log's keys, the person's commitment key, and each entry about the"
                            + " person with the proof of its place in the log. The offline verifier reads it. An entry of the"
                            + " last minute may have no proof yet. 200 entries at most, the newest. What was done for an"
                            + " authority is not in it.")
    public RestResponse<SubjectProof> give(@Nullable ProofRequest request) {
        callContext.setOut(Act.SUBJECT_PROOF_GIVEN);
        var given = rules.kept(request);
        return RestResponse.ok(proofs.of(
                callContext.actor(),
                UuidText.inBody(given.query(), "/query"),
                UuidText.inBody(given.registrationId(), "/registrationId")));
    }
}
