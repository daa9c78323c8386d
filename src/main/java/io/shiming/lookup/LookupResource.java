package io.shiming.lookup;

import io.shiming.access.Field;
import io.shiming.access.LookupPolicy;
import io.shiming.access.Needs;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.identity.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The one door to a person's data. POST only: what is looked for never stands in a URL. */
@Path("/v1/lookups")
class LookupResource {
    private final LookupPolicy policy;
    private final Lookup lookup;
    private final Visit visit;
    private final Clock clock;

    LookupResource(LookupPolicy policy, Lookup lookup, Visit visit, Clock clock) {
        this.policy = policy;
        this.lookup = lookup;
        this.visit = visit;
        this.clock = clock;
    }

    @POST
    @Needs(Permission.SUBSCRIBER_LOOK_UP)
    @Operation(
            summary = "Look one subscriber up, for a stated purpose",
            description = "Masked by default. A field is shown in full when it is asked for by name and the policy"
                    + " permits it for the caller's role, purpose and legal basis. Every look-up is in the log.")
    public RestResponse<LookupAnswer> find(@Nullable LookupRequest request) {
        visit.setOut(Act.LOOKUP_REFUSED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        if (request.fields() != null && request.fields().contains(Field.IMAGE)) { // not a field of this answer
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var decision = policy.decide(
                visit.actor(),
                Why.purpose(request.purpose()),
                Why.basis(request.legalBasis()),
                Why.caseRef(request.caseRef()),
                request.fields() == null ? List.of() : request.fields());
        var answer = lookup.find(decision, Target.of(request, StatutoryDay.of(clock.instant())));
        return RestResponse.ResponseBuilder.ok(answer)
                .header("Audit-Entry", answer.receipt().toString())
                .build();
    }
}
