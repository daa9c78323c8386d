package io.shiming.lookup;

import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.log.AuditState;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** What no data leaves without: a log that can be written and is signed, and seals that open as they were closed. */
@ApplicationScoped
public class DisclosureGuard {
    private final AuditState state;
    private final AuditLog log;
    private final Clock clock;

    DisclosureGuard(AuditState state, AuditLog log, Clock clock) {
        this.state = state;
        this.log = log;
        this.clock = clock;
    }

    /** Refuses with UNAVAILABLE while the log is behind or in doubt. */
    public void mustHold() {
        if (!state.lookupsMayProceed()) {
            throw Problem.of(Code.UNAVAILABLE);
        }
    }

    /** The one answer for a seal that does not open. The entry is written by then. The answer tells no cause. */
    public Problem broken(Actor actor) {
        log.append(Entry.by(actor, Act.INTEGRITY_FAILED, clock).failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }

    /** The same, where it is known whose seal it is. */
    public Problem broken(Actor actor, UUID registration) {
        log.append(Entry.by(actor, Act.INTEGRITY_FAILED, clock)
                .registration(registration)
                .failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }
}
