package io.shiming.dealer;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.database.FunctionCall;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Whether the counter that a member of staff acts at may be served, for calls whose own statement does not ask it. */
@ApplicationScoped
public class CounterRule {
    private final AgroalDataSource source;
    private final Clock clock;

    CounterRule(AgroalDataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Refuses with the code that says why. */
    public void mustBeOpen(Actor actor) {
        var call = FunctionCall.of("registry.counter_refusal")
                .with("p_operator", (short) actor.operator())
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_today", StatutoryDay.of(clock.instant()));
        call.row(source, row -> Optional.ofNullable(row.textOrNull(call.name())))
                .ifPresent(refusal -> {
                    throw Problem.of(Code.valueOf(refusal));
                });
    }
}
