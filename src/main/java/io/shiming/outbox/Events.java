package io.shiming.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.UUID;

/** Adds events in the caller's transaction of entities; an act that is one SQL function adds its event itself. */
@ApplicationScoped
public class Events {
    private static final String ADD = "INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail,"
            + " occurred_at) VALUES (:operator, :id, :kind, :registration, :detail, :at)";

    private final EntityManager entities;

    Events(EntityManager entities) {
        this.entities = entities;
    }

    /** Adds one; see {@link Event}. */
    public void add(int operator, UUID id, String kind, UUID registration, String detail, Instant at) {
        entities.createNativeQuery(ADD)
                .setParameter("operator", (short) operator)
                .setParameter("id", id)
                .setParameter("kind", kind)
                .setParameter("registration", registration)
                .setParameter("detail", detail)
                .setParameter("at", at)
                .executeUpdate();
    }
}
