package io.shiming.access.policy;

import io.shiming.audit.Purpose;
import io.shiming.vault.UnsealPermit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** The only place where a permit to open a seal is made; each is for one person, one purpose and a few seconds. */
@ApplicationScoped
public class Permits {
    private static final Duration LIFE = Duration.ofSeconds(30);
    private final Clock clock;

    Permits(Clock clock) {
        this.clock = clock;
    }

    /** For a lookup that the policy allowed and the log has. */
    public UnsealPermit toShow(Decision decision, long person) {
        var actor = decision.actor();
        return new UnsealPermit(
                actor.actor(),
                decision.purpose().name(),
                actor.operator(),
                person,
                clock.instant().plus(LIFE));
    }

    /** For sealing and indexing under another key what the service itself holds. No person sees the plaintext. */
    public UnsealPermit toRenew(int operator, long person) {
        return toVerify(operator, person);
    }

    /** For asking the authority again about an application that the service itself holds. */
    public UnsealPermit toVerify(int operator, long person) {
        return new UnsealPermit(
                "shiming",
                Purpose.REGISTRATION.name(),
                operator,
                person,
                clock.instant().plus(LIFE));
    }
}
