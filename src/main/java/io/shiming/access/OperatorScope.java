package io.shiming.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Says whose rows the running transaction may see; without it row-level security shows none. */
@ApplicationScoped
public class OperatorScope {
    private final EntityManager entities;

    OperatorScope(EntityManager entities) {
        this.entities = entities;
    }

    /** From here to the end of the transaction only the actor's operator exists. */
    public void enter(Actor actor) {
        entities.createNativeQuery("SELECT registry.enter(cast(:operator AS smallint))", String.class)
                .setParameter("operator", actor.operator())
                .getSingleResult();
    }
}
