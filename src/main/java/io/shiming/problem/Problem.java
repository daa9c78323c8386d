package io.shiming.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final @Nullable String field;

    private Problem(
            Code code,
            @Nullable Duration retryAfter,
            @Nullable Rule rule,
            @Nullable Map<String, Map<String, Integer>> breakdown,
            @Nullable String field,
            @Nullable Throwable cause) {
        super(code.name(), cause, false, false); // a refusal needs no stack
        this.code = code;
        this.retryAfter = retryAfter;
        this.rule = rule;
        this.breakdown = breakdown;
        this.field = field;
    }

    private record Rule(String id, @Nullable HelpText help) {}

    /** A refusal with this code. */
    public static Problem of(Code code) {
        return new Problem(code, null, null, null, null, null);
    }

    /** The same, decided by one rule of a table. */
    public Problem byRule(String id) {
        return byRule(id, HelpTable.of(code, id).orElse(null));
    }

    /** The same with a text of its own. */
    public Problem byRule(String id, @Nullable HelpText help) {
        return new Problem(code, retryAfter, new Rule(id, help), breakdown, field, getCause());
    }

    /** The same, with what counted: how many lines of each service stand how. Counts only, nothing of whose they are. */
    public Problem counting(Map<String, Map<String, Integer>> counts) {
        return new Problem(code, retryAfter, rule, counts, field, getCause());
    }

    /** The same, with the time after which it is no longer true. */
    public Problem waiting(@Nullable Duration wait) {
        return new Problem(code, wait, rule, breakdown, field, getCause());
    }

    /**
     * The same, of a field of the body. Said again by the code that reads the object around it, it names the whole way.
     *
     * @param pointer JSON pointer (RFC 6901) of names of the schema, {@code /document/number}; never text of a request
     */
    public Problem at(String pointer) {
        return new Problem(code, retryAfter, rule, breakdown, field == null ? pointer : pointer + field, getCause());
    }

    /** Reads a field of the body; a refusal of it names the field. */
    public static <T> T at(String pointer, Supplier<T> value) {
        try {
            return value.get();
        } catch (Problem refusal) {
            throw refusal.at(pointer);
        }
    }

    /** The service cannot decide now and has decided nothing that the caller could rely on. */
    public static Problem unavailable(Throwable cause) {
        return new Problem(Code.UNAVAILABLE, Duration.ofSeconds(2), null, null, null, cause);
    }

    /** A refusal that time alone will mend. */
    public static Problem later(Code code, Duration wait) {
        return new Problem(code, wait, null, null, null, null);
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
    public Optional<HelpText> help() {
        return rule == null || rule.help == null ? HelpTable.of(code) : Optional.of(rule.help);
    }

    /** JSON pointer of the field that was refused. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
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
