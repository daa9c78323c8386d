package io.shiming.access.policy;

import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.Connections;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.NumberNeighbours;
import io.shiming.problem.Code;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refusals and noes that tell the caller something of a person or a number. Each one counts, exactly, and beyond its windows an
 * actor is told QUOTA_EXCEEDED instead. An answer that tells nothing new costs nothing.
 */
@ApplicationScoped
public class Probes {
    private final Connections connections;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final Alarms alarms;
    private final Vault vault;
    private final CallContext callContext;
    private final Clock clock;

    Probes(
            Connections connections,
            Quotas quotas,
            SpentQuotas spent,
            Alarms alarms,
            Vault vault,
            CallContext callContext,
            Clock clock) {
        this.connections = connections;
        this.quotas = quotas;
        this.spent = spent;
        this.alarms = alarms;
        this.vault = vault;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** The actor's windows. */
    public List<Quotas.Quota> windows(Actor actor) {
        return quotas.ofProbes(actor);
    }

    /** Counts one whose entry is written elsewhere, or refuses with QUOTA_EXCEEDED. */
    public void count(Actor actor) {
        if (!quotas.ofProbes(actor).isEmpty()) {
            count(actor, call(actor).with("p_entry_id", null).with("p_entry", null), null);
        }
    }

    /**
     * Counts one and writes its entry, or refuses with QUOTA_EXCEEDED. A run of neighbouring numbers is an alarm.
     *
     * @param number the canonical number that was asked for, if the refusal tells of one
     */
    public void count(Actor actor, Code refused, @Nullable String number) {
        var refusal =
                callContext.with(Entry.by(actor, callContext.act(), clock)).refused(refused);
        var call = call(actor).with("p_entry_id", refusal.id()).with("p_entry", refusal.bytes());
        if (number != null) {
            call.with("p_indexes", indexes(actor, List.of(number)))
                    .with("p_neighbours", indexes(actor, NumberNeighbours.of(number)));
        }
        count(actor, call, refusal);
    }

    private FunctionCall call(Actor actor) {
        return Quotas.into(
                FunctionCall.of("registry.count_probe")
                        .with("p_operator", (short) actor.operator())
                        .with("p_actor", actor.actor()),
                "p_",
                quotas.ofProbes(actor));
    }

    private void count(Actor actor, FunctionCall call, @Nullable Entry refusal) {
        try {
            call.row(connections.of(callContext.isLookup()), row -> told(row, refusal));
        } catch (RuleRefusal full) {
            callContext.refusedAfterAll();
            throw spent.refusal(actor, null, full);
        }
    }

    private boolean told(Row row, @Nullable Entry refusal) throws SQLException {
        if (refusal != null) {
            callContext.recorded(Receipt.of(refusal.id(), row.bytes("entry_leaf")));
            alarms.raised(row.textOrNull("alarms"), refusal.id());
        }
        return true;
    }

    private byte[][] indexes(Actor actor, List<String> numbers) {
        return numbers.stream()
                .flatMap(number -> vault.toFind(actor.operator(), IndexKind.NUMBER, number).stream())
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }
}
