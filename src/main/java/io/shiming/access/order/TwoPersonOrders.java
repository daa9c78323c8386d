package io.shiming.access.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders about many people at once: one person places an order, a person of another unit approves it, and the first
 * begins it once, all within a day. Each step is one statement with its audit entry. A keyed digest, which the entries
 * contain too, covers the terms, the number and the orderer. A second one over it covers the approver. An order that
 * was altered in the database afterwards is not valid.
 */
@ApplicationScoped
public class TwoPersonOrders {
    private final AgroalDataSource source;
    private final Vault vault;
    private final AuditLog log;
    private final Clock clock;

    TwoPersonOrders(AgroalDataSource source, Vault vault, AuditLog log, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.log = log;
        this.clock = clock;
    }

    /** What can be ordered. */
    public enum Kind {
        EXPORT,
        PURGE,
        /** Not of people: a new epoch of the log, of which the number is that of the lost entries. */
        LOG_EPOCH
    }

    /** Places it; BULK_ORDER_EXISTS where the id is taken. */
    public Receipt place(Actor officer, Kind kind, UUID id, String terms, int most, EntryDraft draft) {
        var bound = BulkOrder.bound(kind, id, terms, most, officer.actor(), officer.mustHaveUnit());
        var digest = vault.requestDigest(officer.operator(), bound);
        var entry = draft.requestDigest(HexFormat.of().formatHex(digest)).allowed();
        var call = call("registry.place_bulk_order", officer, kind, id)
                .with("p_terms", terms)
                .with("p_digest", digest)
                .with("p_most", most)
                .with("p_actor", officer.actor())
                .with("p_unit", officer.mustHaveUnit());
        return decided(call, entry).orElseThrow(() -> Problem.of(Code.BULK_ORDER_EXISTS));
    }

    /** The second person's word; SECOND_PERSON_REQUIRED from the first, from the same unit, too late and a second time. */
    public Receipt approve(Actor second, BulkOrder order, EntryDraft draft) {
        var digest = vault.requestDigest(second.operator(), order.bound());
        var entry = draft.requestDigest(HexFormat.of().formatHex(digest)).allowed();
        var call = call("registry.approve_bulk_order", second, order.kind(), order.id())
                .with("p_actor", second.actor())
                .with("p_unit", second.mustHaveUnit())
                .with("p_digest", approval(second, digest, second.actor(), second.mustHaveUnit()));
        return decided(call, entry).orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
    }

    /** The order as it was placed; nothing where there is none; INTEGRITY where it is not as ordered, or approved. */
    public Optional<BulkOrder> read(Actor actor, Kind kind, UUID id) {
        return call("registry.read_bulk_order", actor, kind, id)
                .rows(source, row -> {
                    var order = order(kind, id, row);
                    if (!unaltered(actor, order, row)) {
                        throw altered(actor, kind, id);
                    }
                    return order;
                })
                .stream()
                .findFirst();
    }

    private static BulkOrder order(Kind kind, UUID id, Row row) throws SQLException {
        return new BulkOrder(
                kind,
                id,
                row.text("its_terms"),
                (int) row.number("at_most"),
                row.text("orderer"),
                row.text("orderers_unit"),
                row.instant("its_expiry"),
                row.text("standing"),
                (int) row.number("has_done"));
    }

    private boolean unaltered(Actor actor, BulkOrder order, Row row) throws SQLException {
        var digest = vault.requestDigest(actor.operator(), order.bound());
        return Arrays.equals(digest, row.bytes("its_digest"))
                && (row.isNull("approval")
                        || Arrays.equals(
                                approval(actor, digest, row.text("approver"), row.text("approvers_unit")),
                                row.bytes("approval")));
    }

    private Problem altered(Actor actor, Kind kind, UUID id) {
        log.append(Entry.by(actor, Act.INTEGRITY_FAILED, clock)
                .caseRef(kind.name().toLowerCase(Locale.ROOT) + "/" + id)
                .failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }

    /**
     * Begins it, durably in the log before this returns. BULK_ORDER_NOT_IN_FORCE to anybody but the one who ordered it,
     * without an approval, late and a second time; OUT_OF_RANGE where one order may no longer have as many; QUOTA_EXCEEDED where the operator's day has no room for it.
     */
    public Receipt begin(Actor officer, BulkOrder order, int anOrder, int aDay, Entry entry) {
        if (order.most() > anOrder) {
            throw Problem.of(Code.OUT_OF_RANGE);
        }
        var call = call("registry.begin_bulk_order", officer, order.kind(), order.id())
                .with("p_actor", officer.actor())
                .with("p_a_day", aDay)
                .with("p_entry_id", entry.id());
        try {
            return decided(call, entry).orElseThrow();
        } catch (RuleRefusal refused) {
            throw refused.rule() == Rule.QUOTA
                    ? Problem.later(
                            Code.QUOTA_EXCEEDED,
                            Duration.ofSeconds(
                                    refused.detail().map(Long::parseLong).orElse(1L)))
                    : refused.answerTo(Rule.BULK_ORDER_NOT_IN_FORCE);
        }
    }

    /** It ended, well or not. */
    public Receipt end(Actor officer, BulkOrder order, boolean well, int done, Entry entry) {
        var call = call("registry.end_bulk_order", officer, order.kind(), order.id())
                .with("p_outcome", well ? "DONE" : "FAILED")
                .with("p_done", Math.min(done, order.most()));
        return decided(call, entry).orElseThrow();
    }

    private Optional<Receipt> decided(FunctionCall call, Entry entry) {
        return call.with("p_entry", entry.bytes())
                .row(
                        source,
                        row -> row.isNull(call.name())
                                ? Optional.empty()
                                : Optional.of(Receipt.of(entry.id(), row.bytes(call.name()))));
    }

    private static FunctionCall call(String function, Actor actor, Kind kind, UUID id) {
        return FunctionCall.of(function)
                .with("p_operator", (short) actor.operator())
                .with("p_order", id)
                .with("p_kind", kind.name());
    }

    private byte[] approval(Actor actor, byte[] order, String approver, String unit) {
        var bound = String.join("\n", "approval", HexFormat.of().formatHex(order), approver, unit);
        return vault.requestDigest(actor.operator(), bound.getBytes(UTF_8));
    }
}
