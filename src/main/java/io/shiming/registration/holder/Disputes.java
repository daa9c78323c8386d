package io.shiming.registration.holder;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.PublicIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Disputes about lines: filed by the proven holder, decided once. Both run within the caller's transaction. */
@ApplicationScoped
class Disputes {
    private static final Duration ANSWER_WITHIN = Duration.ofDays(15); // Order 24 article 12

    private final AgroalDataSource source;
    private final AuditLog log;
    private final PublicIds ids;
    private final Clock clock;

    Disputes(AgroalDataSource source, AuditLog log, PublicIds ids, Clock clock) {
        this.source = source;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    DisputeView file(Actor actor, UUID query, UUID registration, String claim) {
        var now = clock.instant();
        var due = now.plus(ANSWER_WITHIN);
        var id = ids.next();
        try {
            var filed = FunctionCall.of("registry.file_dispute")
                    .with("p_operator", (short) actor.operator())
                    .with("p_dispute", id)
                    .with("p_query", query)
                    .with("p_store", actor.storeCode())
                    .with("p_public_id", registration)
                    .with("p_claim", claim)
                    .with("p_by", actor.actor())
                    .with("p_at", now)
                    .with("p_due_at", due)
                    .rows(source, row -> row.uuid("registration"));
            if (filed.isEmpty()) {
                throw Problem.of(Code.NOT_FOUND);
            }
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.DISPUTE_OPEN);
        }
        return new DisputeView(
                id, registration, claim, "FILED", due, log.appendWithin(entry(actor, Act.DISPUTE_FILED, registration)));
    }

    DisputeView decide(Actor actor, UUID id, boolean upheld, String reason) {
        var disputed = ended(actor, id, upheld, reason);
        return new DisputeView(
                id,
                disputed.registration,
                disputed.claim,
                upheld ? "UPHELD" : "DISMISSED",
                disputed.dueAt,
                log.appendWithin(entry(actor, Act.DISPUTE_DECIDED, disputed.registration)));
    }

    private Disputed ended(Actor actor, UUID id, boolean upheld, String reason) {
        try {
            return FunctionCall.of("registry.decide_dispute")
                    .with("p_operator", (short) actor.operator())
                    .with("p_dispute", id)
                    .with("p_upheld", upheld)
                    .with("p_reason", reason)
                    .with("p_officer", actor.actor())
                    .with("p_event_id", ids.next())
                    .with("p_at", clock.instant())
                    .rows(
                            source,
                            row -> new Disputed(row.uuid("registration"), row.text("claim"), row.instant("due_at")))
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.DISPUTE_DECIDED);
        }
    }

    private record Disputed(UUID registration, String claim, Instant dueAt) {}

    private Entry entry(Actor actor, Act act, UUID registration) {
        return Entry.by(actor, act, clock)
                .purpose(Purpose.DISPUTE, LegalBasis.PERSONS_OWN_REQUEST)
                .registration(registration)
                .allowed();
    }
}
