package io.shiming.access.policy;

import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.Connections;
import io.shiming.access.SecondReviewer;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses what has no room in its windows any more. The first refusal of a day, a kind and an actor raises an alarm. */
@ApplicationScoped
public class SpentQuotas {
    private final Connections connections;
    private final Alarms alarms;
    private final CallContext callContext;
    private final Clock clock;

    SpentQuotas(Connections connections, Alarms alarms, CallContext callContext, Clock clock) {
        this.connections = connections;
        this.alarms = alarms;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * What the database's rules on questions refuse with, when a statement of a counter raised one.
     *
     * @param second the colleague beside the caller, whose token and pace may be what is refused
     */
    public RuntimeException refusal(Actor caller, @Nullable SecondReviewer second, RuleRefusal refused) {
        return switch (refused.rule()) {
            case QUOTA, PROBES_USED_UP -> spent(caller, refused, "PROBING", caller.actor());
            case SECOND_REVIEWER_QUOTA ->
                spent(caller, refused, "SECOND_REVIEWER_PACE", second == null ? caller.actor() : second.actor());
            default -> refused.answerTo(Rule.LOOKUPS_LOCKED, Rule.SECOND_REVIEWER_TOKEN_USED);
        };
    }

    /**
     * QUOTA_EXCEEDED, with the seconds to wait that the database told.
     *
     * @param kind of the alarm
     * @param about the actor whose window it is
     */
    public Problem spent(Actor caller, RuleRefusal refused, String kind, String about) {
        var entry = callContext.with(Entry.by(caller, callContext.act(), clock)).refused(Code.QUOTA_EXCEEDED);
        var call = FunctionCall.of("registry.alarm_once")
                .with("p_operator", (short) caller.operator())
                .with("p_kind", kind)
                .with("p_actor", about)
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes());
        byte[] leaf = call.rows(
                        connections.of(callContext.isLookup()),
                        row -> row.isNull(call.name()) ? new byte[0] : row.bytes(call.name()))
                .get(0);
        if (leaf.length > 0) {
            callContext.recorded(Receipt.of(entry.id(), leaf));
            alarms.raised(kind, entry.id());
        }
        return Problem.later(
                Code.QUOTA_EXCEEDED,
                Duration.ofSeconds(refused.detail().map(Long::parseLong).orElse(1L)));
    }
}
