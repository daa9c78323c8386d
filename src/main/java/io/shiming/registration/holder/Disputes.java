package io.shiming.registration.holder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FirstWriter;
import io.shiming.outbox.Events;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.PublicIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Disputes about lines: filed by the proven holder, decided once. Both run within the caller's transaction. */
@ApplicationScoped
class Disputes implements PanacheRepositoryBase<Dispute, Dispute.Key> {
    private static final Duration ANSWER_WITHIN = Duration.ofDays(15); // Order 24 article 12

    private final ProvenRegistrations proven;
    private final Events events;
    private final AuditLog log;
    private final PublicIds ids;
    private final Clock clock;

    Disputes(ProvenRegistrations proven, Events events, AuditLog log, PublicIds ids, Clock clock) {
        this.proven = proven;
        this.events = events;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    DisputeView file(Actor actor, UUID query, UUID registration, String claim) {
        var disputed = proven.of(actor, query, registration);
        var dispute = new Dispute();
        dispute.personId = disputed.person();
        dispute.disputeId = ids.next();
        dispute.operatorId = (short) actor.operator();
        dispute.registrationId = disputed.registration();
        dispute.registration = registration;
        dispute.claim = claim;
        dispute.filedBy = actor.actor();
        dispute.filedAt = clock.instant();
        dispute.dueAt = dispute.filedAt.plus(ANSWER_WITHIN);
        dispute.status = Dispute.Status.FILED;
        persist(dispute);
        FirstWriter.flush(getEntityManager(), Code.DISPUTE_FILED_ALREADY);
        return told(actor, Act.DISPUTE_FILED, dispute);
    }

    DisputeView decide(Actor actor, UUID id, boolean upheld, String reason) {
        var dispute = find("operatorId = ?1 and disputeId = ?2", (short) actor.operator(), id)
                .firstResultOptional()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        if (dispute.status != Dispute.Status.FILED) {
            throw Problem.of(Code.DISPUTE_DECIDED);
        }
        var now = clock.instant();
        dispute.status = upheld ? Dispute.Status.UPHELD : Dispute.Status.DISMISSED;
        dispute.reason = reason;
        dispute.decidedBy = actor.actor();
        dispute.decidedAt = now;
        FirstWriter.flush(getEntityManager(), Code.DISPUTE_DECIDED);
        var kind = upheld ? "dispute.upheld" : "dispute.dismissed";
        events.add(actor.operator(), ids.next(), kind, dispute.registration, dispute.claim, now);
        return told(actor, Act.DISPUTE_DECIDED, dispute);
    }

    private DisputeView told(Actor actor, Act act, Dispute dispute) {
        var entry = Entry.by(actor, act, clock)
                .purpose(Purpose.DISPUTE, LegalBasis.PERSONS_OWN_REQUEST)
                .registration(dispute.registration)
                .aroundSubject();
        return new DisputeView(
                dispute.disputeId,
                dispute.registration,
                dispute.claim,
                dispute.status.name(),
                dispute.dueAt,
                log.appendWithin(entry, dispute.personId));
    }
}
