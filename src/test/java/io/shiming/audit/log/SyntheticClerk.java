package io.shiming.audit.log;

import io.shiming.audit.Accountable;
import java.util.Optional;

/** A synthetic clerk in a synthetic store. */
public record SyntheticClerk(int operator, String actor) implements Accountable {
    public static final SyntheticClerk OF_OPERATOR_ONE = new SyntheticClerk(1, "clerk-7");
    public static final SyntheticClerk OF_OPERATOR_TWO = new SyntheticClerk(2, "clerk-8");

    @Override
    public String client() {
        return "pos-system";
    }

    @Override
    public String role() {
        return "clerk";
    }

    @Override
    public Optional<String> dealer() {
        return Optional.of("dealer-1");
    }

    @Override
    public Optional<String> store() {
        return Optional.of("store-1");
    }

    @Override
    public Optional<String> terminal() {
        return Optional.of("terminal-3");
    }

    @Override
    public Optional<String> address() {
        return Optional.of("192.0.2.17");
    }
}
