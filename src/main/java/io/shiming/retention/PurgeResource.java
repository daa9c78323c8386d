package io.shiming.retention;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Erasing many people, by two persons. An id is ordered once, so a repeated PUT changes nothing. */
@Path("/v1/purges/{id}")
class PurgeResource {
    private final Purges purges;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    PurgeResource(Purges purges, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.purges = purges;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * A purge to be approved.
     *
     * @param endedBefore those whose last service ended before this day, in Asia/Shanghai; two years ago at the latest
     * @param mostPeople not more than so many
     */
    record PurgeRequest(
            @NotNull LocalDate endedBefore, @NotNull Integer mostPeople) {}

    /**
     * How far an order is.
     *
     * @param status PENDING_APPROVAL, good for a day; APPROVED; or DONE
     * @param people how many were erased
     */
    record PurgeStanding(UUID purgeId, String status, int people, Receipt receipt) implements Receipted {}

    /** What the second person is asked to agree to. */
    record PurgeView(
            UUID purgeId,
            String status,
            LocalDate endedBefore,
            int mostPeople,
            Instant expiresAt,
            int people,
            Receipt receipt)
            implements Receipted {}

    @PUT
    @RequiresPermission(Permission.PURGE_ORDER)
    @Operation(summary = "Order an erasure under an id of your own; it waits for a second person of another unit")
    public RestResponse<PurgeStanding> order(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable PurgeRequest request) {
        callContext.setOut(Act.PURGE_ORDERED);
        var purge = UuidText.inPath(id);
        var officer = callContext.actor();
        var receipt = idempotentWrites.run(officer, key, "PUT /v1/purges/" + id, request, Receipt.class, given -> {
            return purges.order(officer, purge, given.endedBefore(), given.mostPeople());
        });
        return RestResponse.status(
                RestResponse.Status.ACCEPTED, new PurgeStanding(purge, "PENDING_APPROVAL", 0, receipt));
    }

    @GET
    @RequiresPermission(Permission.PURGE_APPROVE)
    @Operation(summary = "What an order for an erasure says")
    public RestResponse<PurgeView> read(@PathParam("id") String id) {
        callContext.setOut(Act.PURGE_READ);
        var seen = purges.see(callContext.actor(), UuidText.inPath(id));
        var order = seen.order();
        var view = new PurgeView(
                order.id(),
                order.standing(),
                seen.endedBefore(),
                order.most(),
                order.expiresAt(),
                order.done(),
                seen.receipt());
        return RestResponse.ok(view);
    }

    @PUT
    @Path("/approval")
    @RequiresPermission(Permission.PURGE_APPROVE)
    @Operation(summary = "Approve an erasure that a person of another unit ordered")
    public RestResponse<PurgeStanding> approve(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.PURGE_APPROVED);
        var purge = UuidText.inPath(id);
        var second = callContext.actor();
        var receipt = idempotentWrites.run(
                second,
                key,
                "PUT /v1/purges/" + id + "/approval",
                null,
                Receipt.class,
                () -> purges.approve(second, purge));
        return RestResponse.ok(new PurgeStanding(purge, "APPROVED", 0, receipt));
    }

    @POST
    @Path("/erasure")
    @RequiresPermission(Permission.PURGE_ORDER)
    @Operation(
            summary = "Carry an approved erasure out, once",
            description = "Each registration of a person erased has its own entry in the log; a legal hold wins.")
    public RestResponse<PurgeStanding> erase(@PathParam("id") String id) {
        callContext.setOut(Act.PURGE_BEGUN);
        var purge = UuidText.inPath(id);
        var erased = purges.erase(callContext.actor(), purge);
        return RestResponse.ok(new PurgeStanding(purge, "DONE", erased.people(), erased.receipt()));
    }
}
