package io.shiming.lookup;

import io.shiming.access.LookupPolicy;
import io.shiming.access.Needs;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.identity.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The one door to a person's data. POST only: what is looked for never stands in a URL. */
@Path("/v1/lookups")
class LookupResource {
    private static final Pattern CASE = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

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
        var decision = policy.decide(
                visit.actor(),
                purpose(request.purpose()),
                basis(request.legalBasis()),
                caseRef(request.caseRef()),
                request.fields() == null ? List.of() : request.fields());
        var answer = lookup.find(decision, Target.of(request, StatutoryDay.of(clock.instant())));
        return RestResponse.ResponseBuilder.ok(answer)
                .header("Audit-Entry", answer.receipt().toString())
                .build();
    }

    /** A purpose that is not on the list is as good as none: it permits nothing. */
    private static Purpose purpose(@Nullable String name) {
        for (var purpose : Purpose.values()) {
            if (purpose.name().equals(name)) {
                return purpose;
            }
        }
        throw Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED);
    }

    private static LegalBasis basis(@Nullable String name) {
        for (var basis : LegalBasis.values()) {
            if (basis.name().equals(name)) {
                return basis;
            }
        }
        throw Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED);
    }

    private static @Nullable String caseRef(@Nullable String text) {
        if (text != null && !CASE.matcher(text).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return text;
    }
}
