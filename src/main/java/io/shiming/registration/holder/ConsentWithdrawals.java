package io.shiming.registration.holder;

import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.outbox.Events;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.holder.ConsentWithdrawalResource.Withdrawal;
import io.shiming.registration.store.PublicIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;

/** Separate consents that their holders take back, once each. */
@ApplicationScoped
class ConsentWithdrawals {
    private static final String WITHDRAW = """
            INSERT INTO registry.consent_withdrawal (person_id, registration_id, operator_id, withdrawn_by, withdrawn_at)
            SELECT c.person_id, c.registration_id, c.operator_id, :by, :at FROM registry.consent c
             WHERE c.person_id = :person AND c.registration_id = :registration AND c.separate_consent
            ON CONFLICT DO NOTHING
            """;

    private final EntityManager entities;
    private final ProvenRegistrations proven;
    private final Events events;
    private final AuditLog log;
    private final PublicIds ids;
    private final Clock clock;

    ConsentWithdrawals(
            EntityManager entities,
            ProvenRegistrations proven,
            Events events,
            AuditLog log,
            PublicIds ids,
            Clock clock) {
        this.entities = entities;
        this.proven = proven;
        this.events = events;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** Within the caller's transaction; NOT_FOUND unless the query proves the holder of that registration. */
    Withdrawal withdraw(Actor actor, UUID query, UUID registration) {
        var now = clock.instant();
        var consented = proven.of(actor, query, registration);
        int withdrawn = entities.createNativeQuery(WITHDRAW)
                .setParameter("by", actor.actor())
                .setParameter("at", now)
                .setParameter("person", consented.person())
                .setParameter("registration", consented.registration())
                .executeUpdate();
        if (withdrawn == 0) {
            throw Problem.of(Code.CONSENT_NOT_GIVEN);
        }
        events.add(actor.operator(), ids.next(), "consent.withdrawn", registration, consented.serviceType(), now);
        var entry = Entry.by(actor, Act.CONSENT_WITHDRAWN, clock)
                .purpose(Purpose.DATA_SUBJECT_REQUEST, LegalBasis.PERSONS_OWN_REQUEST)
                .registration(registration)
                .aroundSubject();
        return new Withdrawal(registration, now, log.appendWithin(entry, consented.person()));
    }
}
