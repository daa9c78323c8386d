package io.shiming.database;

import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule in the database refused the act; nothing of it was written. */
public final class RuleRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Rule rule;

    private final @Nullable String detail;

    RuleRefusal(Rule rule, @Nullable String detail) {
        super(rule.name(), null, false, false);
        this.rule = rule;
        this.detail = detail;
    }

    /** The rule that refused. */
    public Rule rule() {
        return rule;
    }

    /** The answer to a refusal by one of these rules; a refusal by any other rule goes on as it is. */
    public RuntimeException answerTo(Rule... expected) {
        return Arrays.asList(expected).contains(rule) ? Problem.of(rule.code()) : this;
    }

    /** What the rule adds, such as a number of seconds; never anything of a person. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }
}
