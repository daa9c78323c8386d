package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.CallContext;
import io.shiming.access.policy.Alarms;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.EntryHalves;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a lookup: whether the actor may look at all, the counting, the sealed row and the audit entry.
 * What it found reaches the service only once all of that is on disk.
 */
@ApplicationScoped
class LookupStatement {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final Alarms alarms;
    private final CallContext callContext;
    private final Clock clock;

    LookupStatement(
            @DataSource("lookup") AgroalDataSource source,
            Vault vault,
            Quotas quotas,
            SpentQuotas spent,
            Alarms alarms,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.spent = spent;
        this.alarms = alarms;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * What was found, or null, and the receipt of the entry that tells of it.
     *
     * @param found null if there is no person that this actor may see
     * @param actedIn where the bearer of the document acted, as far as the order goes
     */
    record Audited(@Nullable SealedRecord found, List<ActedIn> actedIn, Receipt receipt) {}

    /**
     * Finds; refuses with a code of the rule that stands against it, and then nothing was counted or written.
     *
     * @param probes the windows of telling answers that must have room: of a question that is answered yes or no
     */
    Audited find(Decision decision, Target target, List<Quotas.Quota> probes, Supplier<EntryDraft> draft) {
        var hit = draft.get().count(1).aroundSubject();
        var miss = draft.get().count(0).refused(Code.NOT_FOUND);
        int operator = decision.actor().operator();
        try {
            var audited = Quotas.into(call(decision, target, hit, miss), "p_probe_", probes)
                    .row(source, row -> audited(row, operator, hit, miss));
            callContext.recorded(); // found or not, the entry is written
            return audited;
        } catch (RuleRefusal refused) {
            throw translated(decision, refused);
        }
    }

    private FunctionCall call(Decision decision, Target target, EntryHalves hit, Entry miss) {
        var actor = decision.actor();
        var call = Quotas.into(FunctionCall.of("registry.look_up"), "p_", quotas.of(decision));
        if (target.held != null) { // else the statement is as short as it can be
            call.with("p_as_of", target.held.from());
        }
        return call.with("p_operator", (short) actor.operator())
                .with("p_number_indexes", indexes(actor.operator(), target, IndexKind.NUMBER))
                .with("p_document_indexes", indexes(actor.operator(), target, IndexKind.DOCUMENT))
                .with("p_public_id", target.registration)
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes())
                .with("p_miss_id", miss.id())
                .with("p_actor", actor.actor())
                .with("p_watched", decision.watched())
                .with("p_night", StatutoryDay.isNight(clock.instant()))
                .with("p_neighbours", neighbours(decision, target))
                .with("p_ground", decision.ground().name())
                .with("p_case", decision.caseRef())
                .with("p_fields", decision.fieldNames().toArray(String[]::new))
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .with("p_emergency", quotas.lookupsPerEmergency());
    }

    private Audited audited(Row row, int operator, EntryHalves hit, Entry miss) throws SQLException {
        var closed = row.textOrNull("dealer_refusal");
        if (closed != null) { // nothing was counted, read or written: the refusal is still to be recorded
            throw Problem.of(Code.valueOf(closed));
        }
        boolean found = !row.isNull("sealed");
        UUID entry = found ? hit.id() : miss.id();
        alarms.raised(row.textOrNull("alarms"), entry);
        return new Audited(
                found ? SealedRecord.read(operator, row) : null,
                found ? ActedIn.read(row.textOrNull("acted_in")) : List.of(),
                Receipt.of(entry, row.bytes("entry_leaf")));
    }

    private RuntimeException translated(Decision decision, RuleRefusal refused) {
        var actor = decision.actor();
        return switch (refused.rule()) {
            case QUOTA ->
                spent.spent(
                        actor,
                        refused,
                        decision.unmasked().isEmpty() ? "LOOKUP_QUOTA" : "UNMASKED_READS",
                        actor.actor());
            case PROBES_USED_UP -> spent.refusal(actor, null, refused);
            case EMERGENCY_USED_UP -> spent.spent(actor, refused, "EMERGENCY_CAP", actor.actor());
            default ->
                refused.answerTo(
                        Rule.LOOKUPS_LOCKED,
                        Rule.ACTOR_SUSPENDED,
                        Rule.CASE_NOT_IN_FORCE,
                        Rule.EMERGENCY_NOT_OPEN,
                        Rule.EMERGENCY_REFERENCE_USED);
        };
    }

    private byte[][] neighbours(Decision decision, Target target) {
        return (decision.watched() ? target.neighbours() : List.<String>of())
                .stream()
                        .flatMap(each -> vault.toFind(decision.actor().operator(), IndexKind.NUMBER, each).stream())
                        .map(BlindIndex::bytes)
                        .toArray(byte[][]::new);
    }

    private byte @Nullable [][] indexes(int operator, Target target, IndexKind kind) {
        return target.kind != kind
                ? null
                : vault.toFind(operator, kind, target.canonical).stream()
                        .map(BlindIndex::bytes)
                        .toArray(byte[][]::new);
    }
}
