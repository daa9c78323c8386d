package io.shiming.dealer;

import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.dealer.Dealer.Status;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Dealers: their terms, and the kill switch. A suspended dealer's stores can sign no person from the next call on. */
@Path("/v1/dealers/{code}")
class DealerResource {
    private final DealerChanges dealerChanges;

    DealerResource(DealerChanges dealerChanges) {
        this.dealerChanges = dealerChanges;
    }

    record StatusChange(@NotNull Status status) {}

    @PUT
    @RequiresPermission(Permission.DEALER_CHANGE)
    @Operation(
            summary = "Appoint a dealer or change its terms",
            description = "A new dealer is active. No contract, no licence in force or a dealer above it: refused.")
    public RestResponse<ChangeReceipt> appoint(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable DealerTerms terms) {
        var what = "dealer/" + Reference.inPath(code, DealerRequestText::code);
        return ChangeReceipt.answer(what, dealerChanges.change(key, what, terms, (given, operator, now) -> {
            var known = dealerChanges.find(Dealer.class, new Dealer.Key(operator, code));
            var dealer = known == null ? added(operator, code) : known;
            given.writeOn(dealer, dealerChanges.today());
            dealer.changedAt = now;
            dealerChanges.mustNotBeBlacklisted(operator, "dealer", code);
            dealerChanges.mustNotBeBlacklisted(operator, "licence", dealer.licenceNumber);
            dealerChanges.keep(dealer);
        }));
    }

    @PUT
    @Path("/status")
    @RequiresPermission(Permission.DEALER_CHANGE)
    @Operation(summary = "Suspend or resume a dealer")
    public RestResponse<ChangeReceipt> suspendOrResume(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable StatusChange change) {
        var status = change == null ? null : change.status();
        var what = "dealer/" + Reference.inPath(code, DealerRequestText::code) + (status == null ? "" : " " + status);
        return ChangeReceipt.answer(
                what,
                dealerChanges.change(
                        key, what, change, (given, operator, now) -> change(operator, code, given.status(), now)));
    }

    private void change(short operator, String code, Status status, Instant now) {
        var dealer = dealerChanges.find(Dealer.class, new Dealer.Key(operator, code));
        if (dealer == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        dealer.status = status;
        dealer.changedAt = now;
    }

    private static Dealer added(short operator, String code) {
        var dealer = new Dealer();
        dealer.operator = operator;
        dealer.code = code;
        dealer.status = Status.ACTIVE;
        return dealer;
    }
}
