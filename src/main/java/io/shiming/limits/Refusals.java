package io.shiming.limits;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Keeps of a refusal by a limit what an appeal needs: reason, time, place and the agreed digest, together with its entry. */
@ApplicationScoped
public class Refusals {
    private static final Set<Code> APPEALABLE =
            Set.of(Code.CARD_LIMIT, Code.CARD_LIMIT_NATIONWIDE, Code.SANCTIONED, Code.ABNORMAL_OPENING);

    private final AgroalDataSource source;
    private final CallContext callContext;
    private final Clock clock;

    Refusals(AgroalDataSource source, CallContext callContext, Clock clock) {
        this.source = source;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** Whether the applicant may appeal against a refusal with this code. */
    public static boolean appealable(Code code) {
        return APPEALABLE.contains(code);
    }

    /** Records it; the refusal is then in the log, and its receipt is on the way to the caller. */
    public void record(Actor actor, Problem refusal, String person) {
        var entry = Entry.by(actor, Act.REGISTRATION_REFUSED, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .refused(refusal.code());
        var leaf = FunctionCall.of("registry.record_refusal")
                .with("p_operator", (short) actor.operator())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_digest", person)
                .with("p_code", refusal.code().name())
                .with("p_rule", refusal.rule().orElse(null))
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_at", clock.instant())
                .row(source, row -> row.bytes("record_refusal"));
        callContext.recorded(Receipt.of(entry.id(), leaf));
    }
}
