package io.shiming.database;

/** A rule in the database refused the act; nothing of it was written. */
public final class RuleRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String state;

    RuleRefusal(String state) {
        super(state, null, false, false);
        this.state = state;
    }

    /** The SQLSTATE that names the rule. */
    public String state() {
        return state;
    }
}
