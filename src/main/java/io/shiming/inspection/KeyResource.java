package io.shiming.inspection;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.KeyInventory;
import io.shiming.vault.Rotation;
import io.shiming.vault.RotationKind;
import io.shiming.vault.RotationOrders;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The key custodian's list and hands: which keys exist and in what state, and the order to replace one; never a key. */
@Path("/v1/keys")
class KeyResource {
    private final KeyInventory inventory;
    private final RotationOrders orders;
    private final AuditLog log;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    KeyResource(
            KeyInventory inventory,
            RotationOrders orders,
            AuditLog log,
            IdempotentWrites idempotentWrites,
            CallContext callContext,
            Clock clock) {
        this.inventory = inventory;
        this.orders = orders;
        this.log = log;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * The keys of one's own operator and the log's, and what is being done to them.
     *
     * @param rotations the latest first
     */
    record KeyList(List<KeyInventory.Entry> keys, List<Rotation> rotations, Receipt receipt) {}

    /**
     * An order.
     *
     * @param kind operator, document, number, person, root, seals or log
     */
    record RotationRequest(@NotNull String kind) {}

    record RotationAnswer(Rotation rotation, Receipt receipt) implements Receipted {}

    @GET
    @RequiresPermission(Permission.KEYS_READ)
    @Operation(summary = "The keys of one's own operator, and the log's")
    public KeyList list() {
        callContext.setOut(Act.KEY_INVENTORY_READ);
        var actor = callContext.actor();
        var receipt = log.append(Entry.by(actor, Act.KEY_INVENTORY_READ, clock).allowed());
        return new KeyList(inventory.entries(actor.operator()), inventory.rotations(actor.operator()), receipt);
    }

    @POST
    @Path("/rotations")
    @RequiresPermission(Permission.KEYS_ROTATE)
    @Operation(
            summary = "Have a key replaced by a newer one while the service runs",
            description = "The work goes on in the background; the list of keys shows how far it is. An order of a kind"
                    + " that is being worked on already is answered with that one.")
    public RestResponse<RotationAnswer> rotate(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable RotationRequest request) {
        callContext.setOut(Act.KEY_ROTATED);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(
                actor, key, "POST /v1/keys/rotations", request, RotationAnswer.class, given -> ordered(actor, given));
        return RestResponse.status(RestResponse.Status.ACCEPTED, answer);
    }

    private RotationAnswer ordered(Actor actor, RotationRequest request) {
        var kind = kind(request);
        var receipt = log.append(Entry.by(actor, Act.KEY_ROTATED, clock)
                .fields(List.of(kind.label()))
                .allowed());
        // orders have a database role of their own, and one order of a kind at a time
        var order = QuarkusTransaction.suspendingExisting().call(() -> orders.order(actor.operator(), kind));
        return new RotationAnswer(order, receipt);
    }

    private static RotationKind kind(RotationRequest request) {
        return RotationKind.of(request.kind())
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at("/kind"));
    }
}
