package io.shiming.lookup;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.gate.SecondPerson;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.holder.CounterQuestion;
import io.shiming.registration.holder.HolderRequest;
import io.shiming.registration.holder.ProvenHolders;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** "Which numbers are in my name", at the counter. POST, because a document's number never stands in a URL. */
@Path("/v1/subjects/self/numbers")
class OwnNumbersResource {
    private final ProvenHolders holders;
    private final CounterQuestion counter;
    private final OwnNumbers numbers;
    private final SecondPerson second;
    private final CallContext callContext;

    OwnNumbersResource(
            ProvenHolders holders,
            CounterQuestion counter,
            OwnNumbers numbers,
            SecondPerson second,
            CallContext callContext) {
        this.holders = holders;
        this.counter = counter;
        this.numbers = numbers;
        this.second = second;
        this.callContext = callContext;
    }

    @POST
    @RequiresPermission(Permission.OWN_NUMBERS_READ)
    @ChecksCounter
    @Operation(
            summary = "Which numbers are in my name, for the proven holder of a document",
            description = "The document is read and the holder compared with it as at a signing; numbers are masked.")
    public RestResponse<OwnNumbersAnswer> list(
            @HeaderParam("Second-Reviewer") @Nullable String reviewer, @Nullable HolderRequest request) {
        callContext.setOut(Act.OWN_NUMBERS_READ);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var actor = callContext.actor();
        var colleague = second.beside(actor, reviewer);
        var holder = holders.presented(request, colleague == null ? null : colleague.actor());
        var document = holder.document().number().canonical();
        counter.mustBePermitted(actor, colleague, "POST /v1/subjects/self/numbers\n" + document);
        holders.mustBeConfirmed(actor, holder);
        var answer = numbers.of(actor, document);
        return RestResponse.ok(answer);
    }
}
