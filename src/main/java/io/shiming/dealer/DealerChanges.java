package io.shiming.dealer;

import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's office changes something about its dealers: once for each Idempotency-Key, and with the entry that
 * tells of it in the same transaction.
 */
@ApplicationScoped
class DealerChanges {
    private static final String ALONE = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:what, :operator))";

    private final EntityManager entities;
    private final IdempotentWrites writes;
    private final AuditLog log;
    private final CallContext callContext;
    private final Clock clock;

    DealerChanges(EntityManager entities, IdempotentWrites writes, AuditLog log, CallContext callContext, Clock clock) {
        this.entities = entities;
        this.writes = writes;
        this.log = log;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** What is changed. If it throws, it leaves nothing behind. */
    interface Change<R> {
        void make(R given, short operator, Instant now);
    }

    /**
     * Makes a change, or answers with the receipt of the first time.
     *
     * @param what kind and code of what is changed, for the log: {@code dealer/D-100}
     * @param request must keep the constraints of its record
     */
    <R extends Record> Receipt change(@Nullable String key, String what, @Nullable R request, Change<R> change) {
        callContext.setOut(Act.DEALER_CHANGED);
        var actor = callContext.actor();
        return writes.run(actor, key, what, request, Receipt.class, given -> {
            alone(actor, what);
            change.make(given, (short) actor.operator(), clock.instant());
            entities.flush();
            return log.appendWithin(Entry.by(actor, Act.DEALER_CHANGED, clock)
                    .fields(List.of(what))
                    .allowed());
        });
    }

    /** Two who add the same thing at once would both find nothing there; the second waits, and finds the first one's. */
    private void alone(Actor actor, String what) {
        entities.createNativeQuery(ALONE)
                .setParameter("what", what)
                .setParameter("operator", (long) actor.operator())
                .getSingleResult();
    }

    /** The row of that key, for a change within {@link #change}. */
    <T> @Nullable T find(Class<T> kind, Object key) {
        return entities.find(kind, key);
    }

    /** Adds a row, or puts it in the place of the one with its key. */
    void keep(Object row) {
        entities.merge(row);
    }

    /** A subject on the blacklist is not appointed again while the entry lasts. */
    void mustNotBeBlacklisted(short operator, String kind, String subject) {
        var listed = find(Blacklisting.class, new Blacklisting.Key(operator, kind, subject));
        if (listed != null && (listed.until == null || !listed.until.isBefore(today()))) {
            throw Problem.of(Code.BLACKLISTED);
        }
    }

    LocalDate today() {
        return StatutoryDay.of(clock.instant());
    }
}
