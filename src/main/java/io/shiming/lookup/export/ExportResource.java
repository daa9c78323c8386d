package io.shiming.lookup.export;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.RequestRules;
import io.shiming.problem.UuidText;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Many records for one recipient, by two persons. An id is ordered once, so a repeated PUT changes nothing. */
@Path("/v1/exports/{id}")
class ExportResource {
    private final Exports exports;
    private final ExportFile file;
    private final IdempotentWrites idempotentWrites;
    private final RequestRules rules;
    private final CallContext callContext;

    ExportResource(
            Exports exports,
            ExportFile file,
            IdempotentWrites idempotentWrites,
            RequestRules rules,
            CallContext callContext) {
        this.exports = exports;
        this.file = file;
        this.idempotentWrites = idempotentWrites;
        this.rules = rules;
        this.callContext = callContext;
    }

    /**
     * How far an order is.
     *
     * @param status PENDING_APPROVAL, good for a day; or APPROVED
     */
    record ExportStanding(UUID exportId, String status, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.EXPORT_ORDER)
    @Operation(summary = "Order an export under an id of your own; it waits for a second person of another unit")
    public RestResponse<ExportStanding> order(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ExportRequest request) {
        callContext.setOut(Act.EXPORT_ORDERED);
        var export = UuidText.inPath(id);
        var officer = callContext.actor();
        var receipt = idempotentWrites.run(officer, key, "PUT /v1/exports/" + id, request, Receipt.class, () -> {
            if (request == null) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
            var given = rules.kept(request);
            return exports.order(officer, export, ExportTerms.of(given), given.mostRecords());
        });
        return RestResponse.status(
                RestResponse.Status.ACCEPTED, new ExportStanding(export, "PENDING_APPROVAL", receipt));
    }

    @GET
    @RequiresPermission(Permission.EXPORT_APPROVE)
    @Operation(
            summary = "What an order for an export says",
            description = "With the fingerprint of the recipient's key, to be compared with what the recipient says.")
    public RestResponse<ExportView> read(@PathParam("id") String id) {
        callContext.setOut(Act.EXPORT_READ);
        var export = UuidText.inPath(id);
        var view = ExportView.of(exports.see(callContext.actor(), export));
        return RestResponse.ok(view);
    }

    @PUT
    @Path("/approval")
    @RequiresPermission(Permission.EXPORT_APPROVE)
    @Operation(summary = "Approve an export that a person of another unit ordered")
    public RestResponse<ExportStanding> approve(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.EXPORT_APPROVED);
        var export = UuidText.inPath(id);
        var second = callContext.actor();
        var receipt = idempotentWrites.run(
                second,
                key,
                "PUT /v1/exports/" + id + "/approval",
                null,
                Receipt.class,
                () -> exports.approve(second, export));
        return RestResponse.ok(new ExportStanding(export, "APPROVED", receipt));
    }

    @POST
    @Path("/file")
    @Blocking
    @RequiresPermission(Permission.EXPORT_ORDER)
    @Produces("application/cms")
    @Operation(
            summary = "Fetch an approved export, once",
            description =
                    "CSV in CMS AuthEnvelopedData for the recipient's key, in DER; "
                            + "openssl cms -decrypt -inform DER -inkey KEY opens it. A file that broke off does not open. "
                            + "A reader drops one apostrophe from the beginning of each cell that begins with one: cells that a spreadsheet "
                            + "could take for formulas, and those that begin with an apostrophe of their own, have one before them.")
    public RestResponse<StreamingOutput> file(@PathParam("id") String id) {
        callContext.setOut(Act.EXPORT_BEGUN);
        var export = UuidText.inPath(id);
        var begun = exports.begin(callContext.actor(), export);
        callContext.recorded(begun.receipt());
        return RestResponse.ok((StreamingOutput) out -> file.write(begun, out));
    }
}
