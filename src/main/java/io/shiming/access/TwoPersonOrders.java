package io.shiming.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders about many people at once: placed by one, approved by another of another unit, begun once by the first, all
 * within a day. Each step is one statement with its entry. The terms are kept as they were ordered, under a keyed digest
 * that the entries have too: terms that a hand changed afterwards are nobody's order.
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
        PURGE
    }

    /** Places it; BULK_ORDER_EXISTS where the id is taken. */
    public Receipt place(Actor officer, Kind kind, UUID id, String terms, int most, EntryDraft draft) {
        var digest = digest(officer, kind, id, terms);
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
        var entry = draft.requestDigest(
                        HexFormat.of().formatHex(digest(second, order.kind(), order.id(), order.terms())))
                .allowed();
        var call = call("registry.approve_bulk_order", second, order.kind(), order.id())
                .with("p_actor", second.actor())
                .with("p_unit", second.mustHaveUnit());
        return decided(call, entry).orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
    }

    /** The order as it was placed; nothing where there is none; INTEGRITY where its terms are not the ordered ones. */
    public Optional<BulkOrder> read(Actor actor, Kind kind, UUID id) {
        return call("registry.read_bulk_order", actor, kind, id)
                .rows(source, row -> {
                    var terms = row.text("its_terms");
                    if (!Arrays.equals(digest(actor, kind, id, terms), row.bytes("its_digest"))) {
                        throw altered(actor, kind, id);
                    }
                    return new BulkOrder(
                            kind,
                            id,
                            terms,
                            (int) row.number("at_most"),
                            row.instant("its_expiry"),
                            row.text("standing"),
                            (int) row.number("has_done"));
                })
                .stream()
                .findFirst();
    }

    private Problem altered(Actor actor, Kind kind, UUID id) {
        log.append(Entry.by(actor, Act.INTEGRITY_FAILED, clock)
                .caseRef(kind.name().toLowerCase(Locale.ROOT) + "/" + id)
                .failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }

    /**
     * Begins it, durably in the log before this returns. BULK_ORDER_NOT_IN_FORCE to anybody but the one who ordered it,
     * without an approval, late and a second time; QUOTA_EXCEEDED where the operator's day has no room for it.
     */
    public Receipt begin(Actor officer, BulkOrder order, int aDay, Entry entry) {
        var call = call("registry.begin_bulk_order", officer, order.kind(), order.id())
                .with("p_actor", officer.actor())
                .with("p_a_day", aDay)
                .with("p_entry_id", entry.id());
        try {
            return decided(call, entry).orElseThrow();
        } catch (RuleRefusal refused) {
            throw refused.state().equals("SM020")
                    ? Problem.later(
                            Code.QUOTA_EXCEEDED,
                            Duration.ofSeconds(
                                    refused.detail().map(Long::parseLong).orElse(1L)))
                    : Problem.of(Code.BULK_ORDER_NOT_IN_FORCE);
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

    /** No request begins like this, so that the digest of a request is never that of an order. */
    private byte[] digest(Actor actor, Kind kind, UUID id, String terms) {
        return vault.requestDigest(actor.operator(), ("order\n" + kind + "\n" + id + "\n" + terms).getBytes(UTF_8));
    }
}
