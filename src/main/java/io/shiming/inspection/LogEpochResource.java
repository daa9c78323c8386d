package io.shiming.inspection;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.audit.log.EpochEnd;
import io.shiming.inspection.LogEpochOrders.Cause;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A new epoch of the log, by two persons, when signed entries are lost and the mirror cannot give them back. */
@Path("/v1/log-epochs/{id}")
class LogEpochResource {
    private final LogEpochOrders epochs;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    LogEpochResource(LogEpochOrders epochs, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.epochs = epochs;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * An order.
     *
     * @param cause why entries are lost: {@code failover}, {@code restore} or {@code storage}
     */
    record EpochRequest(
            @NotNull @Pattern(regexp = "failover|restore|storage")
            String cause) {}

    /**
     * How far an order is.
     *
     * @param status PENDING_APPROVAL, good for a day; APPROVED; BEGUN while a sequencer still works on it; or DONE
     */
    record EpochStanding(UUID orderId, String status, Receipt receipt) implements Receipted {}

    /** What the second person is asked to agree to: what was signed, what is left of it, and how the log goes on. */
    record EpochView(
            UUID orderId,
            String status,
            String cause,
            String endedOrigin,
            long signedEntries,
            long keptEntries,
            long lostEntries,
            String lastCheckpoint,
            String nextOrigin,
            Instant expiresAt,
            Receipt receipt)
            implements Receipted {
        private static EpochView of(LogEpochOrders.Seen seen) {
            EpochEnd end = seen.end();
            return new EpochView(
                    seen.order().id(),
                    seen.order().standing(),
                    seen.cause().name(),
                    end.origin(),
                    end.signed(),
                    end.kept(),
                    end.lost(),
                    end.note(),
                    end.next(),
                    seen.order().expiresAt(),
                    seen.receipt());
        }
    }

    @PUT
    @RequiresPermission(Permission.LOG_EPOCH_ORDER)
    @Operation(
            summary =
                    "Order a new epoch of the log under an id of your own; it waits for a second person of another unit")
    public RestResponse<EpochStanding> order(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable EpochRequest request) {
        callContext.setOut(Act.LOG_EPOCH_ORDERED);
        var order = UuidText.inPath(id);
        var custodian = callContext.actor();
        custodian.mustHaveUnit();
        var receipt = idempotentWrites.run(
                custodian,
                key,
                "PUT /v1/log-epochs/" + id,
                request,
                Receipt.class,
                given -> epochs.order(
                        custodian, order, Cause.valueOf(given.cause().toUpperCase(Locale.ROOT))));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new EpochStanding(order, "PENDING_APPROVAL", receipt));
    }

    @GET
    @RequiresPermission(Permission.LOG_EPOCH_APPROVE)
    @Operation(summary = "What an order for a new epoch of the log says")
    public RestResponse<EpochView> read(@PathParam("id") String id) {
        callContext.setOut(Act.LOG_EPOCH_READ);
        var view = EpochView.of(epochs.see(callContext.actor(), UuidText.inPath(id)));
        return RestResponse.ok(view);
    }

    @PUT
    @Path("/approval")
    @RequiresPermission(Permission.LOG_EPOCH_APPROVE)
    @Operation(summary = "Approve a new epoch of the log that a person of another unit ordered")
    public RestResponse<EpochStanding> approve(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.LOG_EPOCH_APPROVED);
        var order = UuidText.inPath(id);
        var second = callContext.actor();
        var receipt = idempotentWrites.run(
                second,
                key,
                "PUT /v1/log-epochs/" + id + "/approval",
                null,
                Receipt.class,
                () -> epochs.approve(second, order));
        return RestResponse.ok(new EpochStanding(order, "APPROVED", receipt));
    }

    @POST
    @Path("/beginning")
    @RequiresPermission(Permission.LOG_EPOCH_ORDER)
    @Operation(
            summary = "Begin an approved epoch, once",
            description =
                    "The log goes on under the next origin; its first entry states what was signed and what is lost."
                            + " Lookups open again with its first checkpoint. BEGUN (202) is not done yet: call it again.")
    public RestResponse<EpochStanding> begin(@PathParam("id") String id) {
        callContext.setOut(Act.LOG_EPOCH_BEGUN);
        var order = UuidText.inPath(id);
        var begun = epochs.begin(callContext.actor(), order);
        var status = begun.done() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED;
        return RestResponse.status(status, new EpochStanding(order, begun.done() ? "DONE" : "BEGUN", begun.receipt()));
    }
}
