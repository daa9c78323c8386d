package io.shiming.lookup;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.policy.LookupPolicy;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Yes or no instead of data. */
@Path("/v1/match")
class MatchResource {
    private final LookupPolicy policy;
    private final Match match;
    private final CallContext callContext;
    private final Clock clock;

    MatchResource(LookupPolicy policy, Match match, CallContext callContext, Clock clock) {
        this.policy = policy;
        this.match = match;
        this.callContext = callContext;
        this.clock = clock;
    }

    @POST
    @RequiresPermission(Permission.SUBSCRIBER_MATCH)
    @ChecksCounter
    @Operation(
            summary = "Are these the subscriber's data? Yes or no for each",
            description =
                    "The preferred question: it shows nothing. Where no person is found, the answer is no for each."
                            + " Names are compared without regard to case, width, composition and the kinds of apostrophe, hyphen and"
                            + " middle dot; numbers of documents without blanks, in half-width capitals; birthDate is YYYY-MM-DD."
                            + " A value that no subscriber can have is 400 INVALID_ARGUMENT, not no.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MatchAnswer.class)))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = WaitingAnswer.class)))
    public RestResponse<LookupOutcome> compare(@Nullable MatchRequest request) {
        callContext.setOut(Act.LOOKUP_REFUSED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var why = request.why();
        var claimed = request.compared();
        var decision =
                policy.decideMatch(callContext.actor(), why.purpose(), why.basis(), why.caseRef(), claimed.keySet());
        return LookupResource.answered(match.compare(decision, Target.of(request.target(), clock), claimed));
    }
}
