package io.shiming.lookup;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.policy.Field;
import io.shiming.access.policy.LookupPolicy;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The one door to a person's data. POST only: what is looked for never stands in a URL. */
@Path("/v1/lookups")
class LookupResource {
    private final LookupPolicy policy;
    private final Lookup lookup;
    private final UniformMissTime uniformMissTime;
    private final CallContext callContext;
    private final Clock clock;

    LookupResource(
            LookupPolicy policy, Lookup lookup, UniformMissTime uniformMissTime, CallContext callContext, Clock clock) {
        this.policy = policy;
        this.lookup = lookup;
        this.uniformMissTime = uniformMissTime;
        this.callContext = callContext;
        this.clock = clock;
    }

    @POST
    @RequiresPermission(Permission.SUBSCRIBER_LOOK_UP)
    @ChecksCounter
    @Operation(
            summary = "Look one subscriber up, for a stated purpose",
            description = "Masked by default. A field is shown in full when it is asked for by name and the policy"
                    + " permits it for the caller's role, purpose and legal basis. So is a group of what is stored about"
                    + " the registration, in \"provenance\"."
                    + " With asOf, a line's number leads to its holder at that time; a time to come is 400 OUT_OF_RANGE."
                    + " With identityVersion, the identity is shown as that version has it."
                    + " Every lookup is in the log."
                    + " A minor's data may have to wait for a manager: then the answer is 202.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LookupAnswer.class)))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = WaitingAnswer.class)))
    @Blocking
    public Uni<RestResponse<LookupOutcome>> find(@Nullable LookupRequest request) {
        callContext.setOut(Act.LOOKUP_REFUSED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        if (request.fields() != null && request.fields().contains(Field.IMAGE)) { // not a field of this answer
            throw Problem.of(Code.INVALID_ARGUMENT).at("/fields");
        }
        var why = request.why();
        var asked = request.fields() == null ? List.<Field>of() : request.fields();
        var decision = policy.decide(callContext.actor(), why.purpose(), why.basis(), why.caseRef(), asked);
        var target = Target.of(request.target(), clock).ofVersion(request.version());
        return uniformMissTime.keep(() -> answered(lookup.find(decision, target)));
    }

    static RestResponse<LookupOutcome> answered(LookupOutcome answer) {
        var status = answer instanceof WaitingAnswer ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK;
        return RestResponse.status(status, answer);
    }
}
