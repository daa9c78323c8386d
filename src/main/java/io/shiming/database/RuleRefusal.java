package io.shiming.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule in the database refused the act; nothing of it was written. */
public final class RuleRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String state;

    private final @Nullable String detail;

    RuleRefusal(String state, @Nullable String detail) {
        super(state, null, false, false);
        this.state = state;
        this.detail = detail;
    }

    /** The SQLSTATE that names the rule. */
    public String state() {
        return state;
    }

    /** What the rule adds, such as a number of seconds; never anything of a person. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }
}
