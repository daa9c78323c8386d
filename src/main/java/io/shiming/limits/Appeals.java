package io.shiming.limits;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.database.FirstWriter;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appeals against refusals: filed once for a refusal, decided once, lifted in the same transaction. */
@ApplicationScoped
class Appeals implements PanacheRepositoryBase<Appeal, Appeal.Key> {
    private static final String LIFT = "UPDATE registry.sanction SET lifted_at = :at"
            + " WHERE operator_id = :operator AND person = :person AND lifted_at IS NULL";
    private static final String EXEMPT = "INSERT INTO registry.exemption (operator_id, person, rule, until_day)"
            + " VALUES (:operator, :person, :rule, :until)"
            + " ON CONFLICT (operator_id, person, rule) DO UPDATE SET until_day = excluded.until_day";

    private final OperatorTransaction transaction;
    private final AuditLog log;
    private final LimitsConfig config;
    private final Clock clock;

    Appeals(OperatorTransaction transaction, AuditLog log, LimitsConfig config, Clock clock) {
        this.transaction = transaction;
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /** Within the caller's transaction; the refusal must be one of the caller's operator. */
    AppealView file(Actor actor, UUID refusal, String grounds, @Nullable String evidence) {
        short operator = (short) actor.operator();
        var refused = getEntityManager().find(Refusal.class, new Refusal.Key(operator, refusal));
        if (refused == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        var entry = Entry.by(actor, Act.APPEAL_FILED, clock).allowed();
        var appeal = new Appeal();
        appeal.operator = operator;
        appeal.id = entry.id();
        appeal.refusal = refusal;
        appeal.grounds = grounds;
        appeal.evidence = evidence;
        appeal.filedBy = actor.actor();
        appeal.filedAt = clock.instant();
        appeal.dueAt = appeal.filedAt.plus(config.appealWithin());
        appeal.status = Appeal.Status.FILED;
        persist(appeal);
        FirstWriter.flush(getEntityManager(), Code.APPEAL_FILED_ALREADY);
        return AppealView.of(appeal, refused.code, false, log.appendWithin(entry));
    }

    /** Within the caller's transaction. */
    AppealView decide(Actor actor, UUID id, boolean accepted, @Nullable String reason) {
        var appeal = found(actor, id);
        if (appeal.status != Appeal.Status.FILED) {
            throw Problem.of(Code.APPEAL_DECIDED);
        }
        appeal.status = accepted ? Appeal.Status.ACCEPTED : Appeal.Status.REJECTED;
        appeal.reason = reason;
        appeal.decidedBy = actor.actor();
        appeal.decidedAt = clock.instant();
        FirstWriter.flush(getEntityManager(), Code.APPEAL_DECIDED);
        var refused = refused(appeal);
        boolean lifted = accepted && lifted(refused, appeal.decidedAt);
        var entry = Entry.by(actor, Act.APPEAL_DECIDED, clock).allowed();
        return AppealView.of(appeal, refused.code, lifted, log.appendWithin(entry));
    }

    /** Lifts what an accepted appeal is about: the sanction, or for a while the rule. False where neither refused. */
    private boolean lifted(Refusal refused, Instant at) {
        if (refused.code.equals(Code.SANCTIONED.name())) {
            return write(LIFT, refused).setParameter("at", at).executeUpdate() > 0;
        }
        if (refused.rule == null) {
            return false;
        }
        write(EXEMPT, refused)
                .setParameter("rule", refused.rule)
                .setParameter("until", StatutoryDay.of(at).plusDays(config.exemptDays()))
                .executeUpdate();
        return true;
    }

    private Query write(String statement, Refusal refused) {
        return getEntityManager()
                .createNativeQuery(statement)
                .setParameter("operator", refused.operator)
                .setParameter("person", refused.person);
    }

    /** How far an appeal is; the reading is in the log. */
    AppealView read(Actor actor, UUID id) {
        return transaction.run(actor, () -> {
            var appeal = found(actor, id);
            var entry = Entry.by(actor, Act.APPEAL_READ, clock).allowed();
            return AppealView.of(appeal, refused(appeal).code, null, log.appendWithin(entry));
        });
    }

    private Appeal found(Actor actor, UUID id) {
        return findByIdOptional(new Appeal.Key((short) actor.operator(), id))
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }

    private Refusal refused(Appeal appeal) {
        return getEntityManager().find(Refusal.class, new Refusal.Key(appeal.operator, appeal.refusal));
    }
}
