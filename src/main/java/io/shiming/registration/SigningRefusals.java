package io.shiming.registration;

import io.shiming.access.policy.Probes;
import io.shiming.limits.Refusals;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/** Refusals of a signing that tell the counter something of a person or a number: they are counted before they are told. */
@ApplicationScoped
class SigningRefusals {
    private static final Set<Code> OF_A_NUMBER = EnumSet.of(Code.NUMBER_TAKEN, Code.NOT_HOLDER, Code.LINE_BARRED);
    private static final Set<Code> OF_A_PERSON = EnumSet.of(
            Code.IDENTITY_MISMATCH,
            Code.IDENTITY_UNKNOWN,
            Code.DOCUMENT_NUMBER_INVALID, // the authority does not know a number that fails its check either
            Code.CARD_LIMIT,
            Code.CARD_LIMIT_NATIONWIDE,
            Code.SANCTIONED,
            Code.ABNORMAL_OPENING,
            Code.PRODUCT_LIMIT,
            Code.EVIDENCE_NOT_USABLE);

    private final Probes probes;
    private final Refusals refusals;

    SigningRefusals(Probes probes, Refusals refusals) {
        this.probes = probes;
        this.refusals = refusals;
    }

    /** The refusal, counted and written; QUOTA_EXCEEDED is thrown instead of it beyond the caller's windows. */
    Problem refusal(SigningAttempt attempt, Problem refusal) {
        var actor = attempt.actor();
        var code = refusal.code();
        var person = attempt.person();
        if (person != null && Refusals.appealable(code)) {
            probes.count(actor);
            refusals.record(actor, refusal, person);
        } else if (OF_A_NUMBER.contains(code)) {
            probes.count(actor, code, attempt.application().line.canonical());
        } else if (OF_A_PERSON.contains(code)) {
            probes.count(actor, code, null);
        }
        return refusal;
    }
}
