package io.shiming.inspection;

import io.shiming.access.Needs;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.vault.KeyInventory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The key custodian's list: which keys exist and in what state, never a key. */
@Path("/v1/keys")
class KeyResource {
    private static final int WHOLE_DEPLOYMENT = 0;

    private final KeyInventory inventory;
    private final AuditLog log;
    private final Visit visit;
    private final Clock clock;

    KeyResource(KeyInventory inventory, AuditLog log, Visit visit, Clock clock) {
        this.inventory = inventory;
        this.log = log;
        this.visit = visit;
        this.clock = clock;
    }

    record KeyList(List<KeyInventory.Entry> keys, Receipt receipt) {}

    @GET
    @Needs(Permission.KEYS_READ)
    @Operation(summary = "The keys of one's own operator, and the log's")
    public KeyList list() {
        visit.setOut(Act.KEY_INVENTORY_READ);
        var actor = visit.actor();
        var receipt = log.append(Entry.by(actor, Act.KEY_INVENTORY_READ, clock).allowed());
        var keys = inventory.entries().stream()
                .filter(key -> key.operator() == actor.operator() || key.operator() == WHOLE_DEPLOYMENT)
                .toList();
        return new KeyList(keys, receipt);
    }
}
