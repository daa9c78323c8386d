package io.shiming.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, or a failure that the caller may know of. It carries a code and nothing of the request, so that it can be
 * logged and answered as it is.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable Duration retryAfter;
    private final transient @Nullable Rule rule;
    private final transient @Nullable Map<String, Map<String, Integer>> breakdown;

    private Problem(
            Code code,
            @Nullable Duration retryAfter,
            @Nullable Rule rule,
            @Nullable Map<String, Map<String, Integer>> breakdown,
            @Nullable Throwable cause) {
        super(code.name(), cause, false, false); // a refusal needs no stack
        this.code = code;
        this.retryAfter = retryAfter;
        this.rule = rule;
        this.breakdown = breakdown;
    }

    private record Rule(String id, Help help) {}

    /** A refusal with this code. */
    public static Problem of(Code code) {
        return new Problem(code, null, null, null, null);
    }

    /** The same, explained by one rule of a table. */
    public Problem byRule(String id, Help help) {
        return new Problem(code, retryAfter, new Rule(id, help), breakdown, getCause());
    }

    /** The same, with what counted: how many lines of each service stand how. Counts only, nothing of whose they are. */
    public Problem counting(Map<String, Map<String, Integer>> counts) {
        return new Problem(code, retryAfter, rule, counts, getCause());
    }

    /** The same, with the time after which it is no longer true. */
    public Problem waiting(@Nullable Duration wait) {
        return new Problem(code, wait, rule, breakdown, getCause());
    }

    /** The service cannot decide now and has decided nothing that the caller could rely on. */
    public static Problem unavailable(Throwable cause) {
        return new Problem(Code.UNAVAILABLE, Duration.ofSeconds(2), null, null, cause);
    }

    /** A refusal that time alone will mend. */
    public static Problem later(Code code, Duration wait) {
        return new Problem(code, wait, null, null, null);
    }

    /** What was refused. */
    public Code code() {
        return code;
    }

    /** The rule of a table that said no. */
    public Optional<String> rule() {
        return Optional.ofNullable(rule).map(Rule::id);
    }

    /** What the applicant is told: of the rule, or else of the code. */
    public Optional<Help> help() {
        return rule == null ? Help.with(code) : Optional.of(rule.help);
    }

    /** What counted. */
    public Optional<Map<String, Map<String, Integer>>> breakdown() {
        return Optional.ofNullable(breakdown);
    }

    /** When it is sensible to ask again, if time alone can mend it. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
