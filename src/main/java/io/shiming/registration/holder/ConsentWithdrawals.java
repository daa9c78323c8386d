package io.shiming.registration.holder;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.holder.ConsentWithdrawalResource.Withdrawal;
import io.shiming.registration.store.PublicIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Separate consents that their holders take back, once each. */
@ApplicationScoped
class ConsentWithdrawals {
    private final AgroalDataSource source;
    private final AuditLog log;
    private final PublicIds ids;
    private final Clock clock;

    ConsentWithdrawals(AgroalDataSource source, AuditLog log, PublicIds ids, Clock clock) {
        this.source = source;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** Within the caller's transaction; NOT_FOUND unless the query proves the holder of that registration. */
    Withdrawal withdraw(Actor actor, UUID query, UUID registration) {
        var now = clock.instant();
        boolean withdrawn = FunctionCall.of("registry.withdraw_consent")
                .with("p_operator", (short) actor.operator())
                .with("p_query", query)
                .with("p_store", actor.storeCode())
                .with("p_public_id", registration)
                .with("p_by", actor.actor())
                .with("p_event_id", ids.next())
                .with("p_at", now)
                .rows(source, row -> row.flag("withdrawn"))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        if (!withdrawn) {
            throw Problem.of(Code.CONSENT_NOT_GIVEN);
        }
        var entry = Entry.by(actor, Act.CONSENT_WITHDRAWN, clock)
                .purpose(Purpose.DATA_SUBJECT_REQUEST, LegalBasis.PERSONS_OWN_REQUEST)
                .registration(registration)
                .allowed();
        return new Withdrawal(registration, now, log.appendWithin(entry));
    }
}
