package io.shiming.dealer;

import io.shiming.access.Actor;
import io.shiming.identity.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;

/** Whether a dealer's counter may be served, for calls that do not ask it in a statement of their own. */
@ApplicationScoped
public class Counters {
    private static final String REFUSAL =
            "SELECT registry.dealer_refusal(:operator, :dealer, :store, :terminal, :clerk,"
                    + " CAST(NULL AS text), CAST(NULL AS text), :today)";

    private final EntityManager entities;
    private final Clock clock;

    Counters(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Refuses with the code that says why; in the caller's transaction, whose operator is set. */
    public void mustBeOpen(Actor actor) {
        var refusal = entities.createNativeQuery(REFUSAL, String.class)
                .setParameter("operator", (short) actor.operator())
                .setParameter("dealer", actor.dealerCode())
                .setParameter("store", actor.storeCode())
                .setParameter("terminal", actor.terminalCode())
                .setParameter("clerk", actor.actor())
                .setParameter("today", StatutoryDay.of(clock.instant()))
                .getSingleResult();
        if (refusal != null) {
            throw Problem.of(Code.valueOf((String) refusal));
        }
    }
}
