package io.shiming.access.gate;

import io.shiming.audit.Accountable;
import java.util.Optional;

/**
 * Refusals that are counted together.
 *
 * @param operator the operator of the actor
 * @param actor the refused actor
 * @param client the system that called
 * @param role the actor's role
 * @param act what was refused
 * @param reason the code of the refusal
 */
record RefusalCount(int operator, String actor, String client, String role, String act, String reason)
        implements Accountable {
    @Override
    public Optional<String> dealer() {
        return Optional.empty();
    }

    @Override
    public Optional<String> store() {
        return Optional.empty();
    }

    @Override
    public Optional<String> terminal() {
        return Optional.empty();
    }

    @Override
    public Optional<String> address() {
        return Optional.empty();
    }
}
