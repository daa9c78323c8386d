package io.shiming.lookup.order;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Orders of authorities. A reference is filed once, under any Idempotency-Key. */
@Path("/v1/cases/{reference}")
class LawfulCaseResource {
    private final LawfulCases cases;
    private final AuditLog log;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    LawfulCaseResource(
            LawfulCases cases, AuditLog log, IdempotentWrites idempotentWrites, CallContext callContext, Clock clock) {
        this.cases = cases;
        this.log = log;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * How far an order is.
     *
     * @param status FILED: no lookup can use it yet; APPROVED
     */
    record CaseStanding(String caseRef, String status, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.CASE_FILE)
    @Operation(summary = "File an authority's order; it waits for a second person of another unit")
    public RestResponse<CaseStanding> file(
            @PathParam("reference") String reference,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable CaseRequest order) {
        callContext.setOut(Act.CASE_FILED);
        wellFormed(reference);
        var officer = callContext.actor();
        var receipt = idempotentWrites.run(officer, key, "PUT /v1/cases/" + reference, order, Receipt.class, () -> {
            if (order == null) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
            var checked = order.checked();
            var entry = Entry.by(officer, Act.CASE_FILED, clock)
                    .caseRef(reference)
                    .fields(checked.fieldNames())
                    .count(checked.named().size())
                    .allowed();
            return cases.file(officer, reference, checked, entry);
        });
        return RestResponse.status(RestResponse.Status.CREATED, new CaseStanding(reference, "FILED", receipt));
    }

    @PUT
    @Path("/approval")
    @RequiresPermission(Permission.CASE_APPROVE)
    @Operation(summary = "Approve an order that a person of another unit filed")
    public RestResponse<CaseStanding> approve(
            @PathParam("reference") String reference, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.CASE_APPROVED);
        wellFormed(reference);
        var second = callContext.actor();
        var receipt = idempotentWrites.run(
                second, key, "PUT /v1/cases/" + reference + "/approval", null, Receipt.class, () -> {
                    var entry = Entry.by(second, Act.CASE_APPROVED, clock)
                            .caseRef(reference)
                            .allowed();
                    return cases.approve(second, reference, entry);
                });
        return RestResponse.ok(new CaseStanding(reference, "APPROVED", receipt));
    }

    @GET
    @RequiresPermission(Permission.CASE_READ)
    @Operation(summary = "What an order says, without the persons it names")
    public RestResponse<CaseView> read(@PathParam("reference") String reference) {
        callContext.setOut(Act.CASE_READ);
        wellFormed(reference);
        var actor = callContext.actor();
        var receipt = log.append(
                Entry.by(actor, Act.CASE_READ, clock).caseRef(reference).allowed());
        var view = cases.read(actor.operator(), reference, receipt).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        return RestResponse.ok(view);
    }

    private static void wellFormed(String reference) {
        Reference.inPath(reference, text -> Reference.of(ReferenceForm.CASE, text));
    }
}
