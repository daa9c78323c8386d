package io.shiming.lookup;

import io.shiming.access.policy.Decision;
import io.shiming.audit.Act;
import io.shiming.lookup.provenance.Provenances;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows one subscriber, as far as a decision goes. */
@ApplicationScoped
class Lookup {
    private final Door door;
    private final Provenances provenances;

    Lookup(Door door, Provenances provenances) {
        this.door = door;
        this.provenances = provenances;
    }

    /** The subscriber, or the manager's word to wait for, or NOT_FOUND; each has its entry. */
    LookupOutcome find(Decision decision, Target target) {
        var opened = door.open(decision, target, Act.SUBJECT_LOOKED_UP);
        if (opened.waiting != null) {
            return new WaitingAnswer(opened.waiting, "PENDING_APPROVAL", opened.receipt);
        }
        var found = opened.found;
        if (found == null || opened.identity == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        return new LookupAnswer(
                found.publicId(),
                found.serviceType(),
                found.status(),
                found.signedAt(),
                new MaskedSubscriber(opened.identity, decision.unmasked()).subscriber(),
                decision.unmasked().stream().sorted().toList(),
                provenances.of(
                        found.operator(),
                        found.person(),
                        found.registration(),
                        opened.identity,
                        decision.unmasked(),
                        decision.ground() == Decision.Ground.ORDER ? decision.caseRef() : null),
                target.version,
                opened.actedIn.isEmpty() ? null : opened.actedIn,
                opened.receipt);
    }
}
