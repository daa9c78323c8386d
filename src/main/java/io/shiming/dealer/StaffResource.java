package io.shiming.dealer;

import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A dealer's stores with their points of sale, and its clerks with their training. */
@Path("/v1")
class StaffResource {
    private final DealerChanges dealerChanges;

    StaffResource(DealerChanges dealerChanges) {
        this.dealerChanges = dealerChanges;
    }

    /**
     * A store.
     *
     * @param dealer whose it is
     * @param region the province it stands in, two digits of GB/T 2260
     * @param terminals its points of sale, as tokens name them; any other is refused
     * @param status OPEN, which is the default, or CLOSED: its staff are refused
     */
    record StoreTerms(
            @NotEmpty String dealer,
            @NotEmpty String region,
            @NotEmpty List<String> terminals,
            Store.@Nullable Status status) {}

    /**
     * A clerk.
     *
     * @param dealer whose staff
     * @param trainedUntil last day of the training in data protection, {@code YYYY-MM-DD}
     * @param status ACTIVE, which is the default, or LEFT
     */
    record ClerkTerms(@NotEmpty String dealer, @NotNull String trainedUntil, Clerk.@Nullable Status status) {}

    @PUT
    @Path("/stores/{code}")
    @RequiresPermission(Permission.DEALER_CHANGE)
    @Operation(summary = "Add a dealer's store, change it or close it")
    public RestResponse<ChangeReceipt> store(
            @PathParam("code") String code,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable StoreTerms terms) {
        var what = "store/" + Reference.inPath(code, DealerRequestText::code);
        return ChangeReceipt.answer(what, dealerChanges.change(key, what, terms, (given, operator, now) -> {
            var store = new Store();
            store.operator = operator;
            store.code = code;
            store.dealer = dealer(operator, given.dealer());
            store.region = DealerTerms.province(given.region(), "/region");
            store.terminals = DealerRequestText.all(ReferenceForm.PLACE::matches, given.terminals(), "/terminals");
            store.status = given.status() == null ? Store.Status.OPEN : given.status();
            dealerChanges.keep(store);
        }));
    }

    @PUT
    @Path("/clerks/{id}")
    @RequiresPermission(Permission.DEALER_CHANGE)
    @Operation(
            summary = "Enrol a clerk by the opaque id in tokens, renew the training, or note that the clerk has left")
    public RestResponse<ChangeReceipt> clerk(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable ClerkTerms terms) {
        var what = "clerk/" + Reference.inPath(id, DealerRequestText::person);
        return ChangeReceipt.answer(what, dealerChanges.change(key, what, terms, (given, operator, now) -> {
            var clerk = new Clerk();
            clerk.operator = operator;
            clerk.id = id;
            clerk.dealer = dealer(operator, given.dealer());
            clerk.trainedUntil = DealerRequestText.day(given.trainedUntil(), "/trainedUntil", Code.FIELD_REQUIRED);
            clerk.status = given.status() == null ? Clerk.Status.ACTIVE : given.status();
            clerk.changedAt = now;
            if (clerk.status == Clerk.Status.ACTIVE) {
                dealerChanges.mustNotBeBlacklisted(operator, "clerk", id);
            }
            dealerChanges.keep(clerk);
        }));
    }

    private String dealer(short operator, String code) {
        var dealer = Problem.at("/dealer", () -> DealerRequestText.code(code));
        if (dealerChanges.find(Dealer.class, new Dealer.Key(operator, dealer)) == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        return dealer;
    }
}
