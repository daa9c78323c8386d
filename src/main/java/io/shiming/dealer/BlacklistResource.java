package io.shiming.dealer;

import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import jakarta.validation.constraints.NotEmpty;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who is struck off for a violation (MIIT opinions of 2016-11), by the operator itself or on the operators' shared list. */
@Path("/v1/blacklist")
class BlacklistResource {
    private final DealerChanges dealerChanges;

    BlacklistResource(DealerChanges dealerChanges) {
        this.dealerChanges = dealerChanges;
    }

    /**
     * An entry.
     *
     * @param reason reference of the finding, 1 to 64 of letters, digits and {@code ._/-}
     * @param until last day, {@code YYYY-MM-DD}; absent: for good. A day that has passed takes the entry off the list
     */
    record Listing(@NotEmpty String reason, @Nullable String until) {}

    @PUT
    @Path("/{kind: dealer|licence|clerk}/{subject}")
    @RequiresPermission(Permission.DEALER_CHANGE)
    @Operation(summary = "Strike a dealer, a licence or a member of staff off, or end it")
    public RestResponse<ChangeReceipt> list(
            @Parameter(description = "dealer (by code), licence (by number) or clerk (by the opaque id)")
                    @PathParam("kind")
                    String kind,
            @PathParam("subject") String subject,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Listing listing) {
        var listed = Reference.inPath(subject, text -> DealerRequestText.subject(kind, text));
        var what = "blacklist/" + kind + "/" + listed;
        return ChangeReceipt.answer(what, dealerChanges.change(key, what, listing, (given, operator, now) -> {
            var row = new Blacklisting();
            row.operator = operator;
            row.kind = kind;
            row.subject = subject;
            row.reason = DealerRequestText.reference(given.reason(), "/reason", Code.FIELD_REQUIRED);
            row.until =
                    given.until() == null ? null : DealerRequestText.day(given.until(), "/until", Code.FIELD_REQUIRED);
            row.changedAt = now;
            dealerChanges.keep(row);
        }));
    }
}
