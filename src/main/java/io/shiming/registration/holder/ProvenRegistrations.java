package io.shiming.registration.holder;

import io.shiming.access.Actor;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Registrations of a person who asked for the own numbers at this store within the last hour: the entry of the answer proves it. */
@ApplicationScoped
class ProvenRegistrations {
    private static final Duration PROVES_FOR = Duration.ofHours(1);

    /** The lock waits for an erasure that began first, and keeps a later one waiting. */
    private static final String FIND = """
            SELECT r.person_id, r.registration_id, r.service_type
              FROM registry.registration r
              JOIN registry.person p ON p.person_id = r.person_id
              JOIN audit.entry e ON e.person_id = ANY (registry.proven_documents_of(r.person_id)) AND e.entry_id = :query
             WHERE r.public_id = :registration AND r.operator_id = :operator
               AND e.act = 'OWN_NUMBERS_READ' AND e.store = :store AND e.at > :since
               FOR KEY SHARE OF p
            """;

    private final EntityManager entities;
    private final Clock clock;

    ProvenRegistrations(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The registration by its internal ids. */
    record Proven(long person, long registration, String serviceType) {}

    /** Within the caller's transaction; NOT_FOUND if there is no such answer, or the registration is another person's. */
    Proven of(Actor actor, UUID query, UUID registration) {
        List<?> rows = entities.createNativeQuery(FIND)
                .setParameter("query", query)
                .setParameter("registration", registration)
                .setParameter("operator", (short) actor.operator())
                .setParameter("store", actor.storeCode())
                .setParameter("since", clock.instant().minus(PROVES_FOR))
                .getResultList();
        if (rows.isEmpty()) {
            throw Problem.of(Code.NOT_FOUND);
        }
        var row = (Object[]) rows.get(0);
        return new Proven((Long) row[0], (Long) row[1], (String) row[2]);
    }
}
