package io.shiming.registration.integrity;

import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The list of registrations that a restore has lost. The row sweep adds to it; the office acknowledges each one once. */
@ApplicationScoped
class LostRegistrations implements PanacheRepositoryBase<LostRegistration, LostRegistration.Key> {
    private static final int MOST = 200;
    private static final String ACKNOWLEDGE = "UPDATE registry.lost_registration SET remedy = :remedy,"
            + " acknowledged_by = :actor, acknowledged_at = :at"
            + " WHERE operator_id = :operator AND registration = :registration AND remedy IS NULL";

    private final AgroalDataSource source;
    private final OperatorTransaction transaction;
    private final AuditLog log;
    private final Clock clock;

    LostRegistrations(AgroalDataSource source, OperatorTransaction transaction, AuditLog log, Clock clock) {
        this.source = source;
        this.transaction = transaction;
        this.log = log;
        this.clock = clock;
    }

    /** What the office did about a lost registration. */
    enum Remedy {
        /** The customer has signed again. */
        SIGNED_AGAIN,
        /** The line was closed: no registration permits it. */
        LINE_CLOSED,
        /** There was no line: the application had not been decided, or the line never went live. */
        NOT_IN_USE
    }

    /**
     * A lost registration.
     *
     * @param entryId the entry that names it; a search of the log by the registration's id tells store, clerk and time
     */
    record Lost(UUID registrationId, UUID entryId, Instant foundAt) {}

    /** Those without an acknowledgement, the first found first, at most 200; the receipt is that of the listing. */
    record Listed(List<Lost> lostRegistrations, Receipt receipt) implements Receipted {}

    /** Puts it on the list with its entry INTEGRITY_FAILED; false if the log names it already. */
    boolean note(UUID registration, int operator, Entry entry) {
        return FunctionCall.of("registry.note_lost_registration")
                .with("p_operator", (short) operator)
                .with("p_registration", registration)
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .row(source, row -> row.flag("note_lost_registration"));
    }

    Listed open(Actor actor) {
        return transaction.run(actor, () -> listed(actor));
    }

    private Listed listed(Actor actor) {
        var receipt = log.appendWithin(Entry.by(actor, Act.LOST_REGISTRATIONS_READ, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .allowed());
        var open = find("operator = ?1 and remedy is null order by foundAt, registration", (short) actor.operator())
                .page(0, MOST)
                .list();
        return new Listed(
                open.stream()
                        .map(one -> new Lost(one.registration, one.entryId, one.foundAt))
                        .toList(),
                receipt);
    }

    /** Within the caller's transaction. NOT_FOUND for what is not on the list. */
    Receipt acknowledge(Actor actor, UUID registration, Remedy remedy) {
        int changed = getEntityManager()
                .createNativeQuery(ACKNOWLEDGE)
                .setParameter("remedy", remedy.name())
                .setParameter("actor", actor.actor())
                .setParameter("at", clock.instant())
                .setParameter("operator", (short) actor.operator())
                .setParameter("registration", registration)
                .executeUpdate();
        if (changed == 0) {
            boolean known = findByIdOptional(new LostRegistration.Key((short) actor.operator(), registration))
                    .isPresent();
            throw Problem.of(known ? Code.LOST_REGISTRATION_ACKNOWLEDGED : Code.NOT_FOUND);
        }
        return log.appendWithin(Entry.by(actor, Act.LOST_REGISTRATION_ACKNOWLEDGED, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(registration)
                .fields(List.of(remedy.name()))
                .allowed());
    }
}
