package io.shiming.access;

import io.shiming.audit.Act;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call from its token to its answer: who it is, what it set out to do, and whether the log has it. */
@RequestScoped
public class CallContext {
    private @Nullable Actor actor;
    private Act act = Act.ACCESS_REFUSED;
    private boolean recorded;
    private @Nullable Receipt receipt;
    private @Nullable String policy;
    private @Nullable String rule;
    private @Nullable AdmittedCall admitted;

    public void begin(Actor caller) {
        actor = caller;
    }

    /** Keeps what the call holds until its work is done; throws what it is refused for. */
    public void holds(AdmittedCall call) {
        call.mustGoOn(actor());
        admitted = call;
    }

    /** Whether it is one of those that have connections of their own; not where it was refused before its work. */
    public boolean isLookup() {
        return admitted != null && admitted.isLookup();
    }

    @PreDestroy
    void end() {
        if (admitted != null) {
            admitted.worked();
        }
    }

    /** The caller, who is known wherever a method needs a permission. */
    public Actor actor() {
        if (actor == null) {
            throw Problem.of(Code.UNAUTHENTICATED);
        }
        return actor;
    }

    /** What a refusal from here on is a refusal of. */
    public void setOut(Act onRefusal) {
        act = onRefusal;
    }

    /** The refusal of this call stands in the log already. */
    public void recorded() {
        recorded = true;
    }

    /** A refusal from here on has no entry yet, even if one was recorded before. */
    public void refusedAfterAll() {
        recorded = false;
        receipt = null;
    }

    /** The same, with the receipt that the caller may quote. */
    public void recorded(Receipt entry) {
        recorded();
        receipt = entry;
    }

    /** Which rule, of which version of its table if that has versions, permits or refuses from here on. */
    public void decidedBy(@Nullable String version, String id) {
        policy = version;
        rule = id;
    }

    /** The same entry with the rule that decided. */
    public EntryDraft with(EntryDraft draft) {
        if (policy != null) draft.policy(policy);
        return rule == null ? draft : draft.rule(rule);
    }

    public Optional<Receipt> receipt() {
        return Optional.ofNullable(receipt);
    }

    public Optional<Actor> unrecorded() {
        return recorded ? Optional.empty() : Optional.ofNullable(actor);
    }

    public Act act() {
        return act;
    }
}
