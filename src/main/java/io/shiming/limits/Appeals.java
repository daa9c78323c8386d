package io.shiming.limits;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.OperatorScope;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appeals against refusals: filed once for a refusal, decided once, lifted in the same transaction. */
@ApplicationScoped
class Appeals {
    private final EntityManager entities;
    private final AgroalDataSource source;
    private final OperatorScope scope;
    private final AuditLog log;
    private final LimitsConfig config;
    private final Clock clock;

    Appeals(
            EntityManager entities,
            AgroalDataSource source,
            OperatorScope scope,
            AuditLog log,
            LimitsConfig config,
            Clock clock) {
        this.entities = entities;
        this.source = source;
        this.scope = scope;
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /** Within the caller's transaction; the refusal must be one of the caller's operator. */
    AppealView file(Actor actor, UUID refusal, String grounds, @Nullable String evidence) {
        var refused = entities.find(Refusal.class, new Refusal.Key((short) actor.operator(), refusal));
        if (refused == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        var now = clock.instant();
        var entry = Entry.by(actor, Act.APPEAL_FILED, clock).allowed();
        var appeal = new Appeal();
        appeal.operator = (short) actor.operator();
        appeal.id = entry.id();
        appeal.refusal = refusal;
        appeal.grounds = grounds;
        appeal.evidence = evidence;
        appeal.filedBy = actor.actor();
        appeal.filedAt = now;
        appeal.dueAt = now.plus(config.appealWithin());
        appeal.status = Appeal.Status.FILED;
        var earlier = entities.createQuery("from Appeal where refusal = :refusal", Appeal.class)
                .setParameter("refusal", refusal)
                .getResultList();
        if (!earlier.isEmpty()) {
            throw Problem.of(Code.APPEAL_FILED_ALREADY);
        }
        entities.persist(appeal);
        entities.flush();
        return AppealView.of(appeal, refused.code, false, log.appendWithin(entry));
    }

    /** Within the caller's transaction. */
    AppealView decide(Actor actor, UUID id, boolean accepted, @Nullable String reason) {
        var now = clock.instant();
        boolean lifted;
        try {
            var ended = FunctionCall.of("registry.decide_appeal")
                    .with("p_operator", (short) actor.operator())
                    .with("p_appeal", id)
                    .with("p_accepted", accepted)
                    .with("p_reason", reason)
                    .with("p_officer", actor.actor())
                    .with("p_exempt_until", StatutoryDay.of(now).plusDays(config.exemptDays()))
                    .with("p_at", now)
                    .rows(source, row -> row.flag("lifted"));
            if (ended.isEmpty()) {
                throw Problem.of(Code.NOT_FOUND);
            }
            lifted = ended.get(0);
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.APPEAL_DECIDED);
        }
        var appeal = entities.find(Appeal.class, new Appeal.Key((short) actor.operator(), id));
        var entry = Entry.by(actor, Act.APPEAL_DECIDED, clock).allowed();
        return AppealView.of(appeal, refused(appeal).code, lifted, log.appendWithin(entry));
    }

    /** How far an appeal is; the reading is in the log. */
    @Transactional
    AppealView read(Actor actor, UUID id) {
        scope.enter(actor);
        var appeal = entities.find(Appeal.class, new Appeal.Key((short) actor.operator(), id));
        if (appeal == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        var entry = Entry.by(actor, Act.APPEAL_READ, clock).allowed();
        return AppealView.of(appeal, refused(appeal).code, null, log.appendWithin(entry));
    }

    private Refusal refused(Appeal appeal) {
        return entities.find(Refusal.class, new Refusal.Key(appeal.operator, appeal.refusal));
    }
}
