package io.shiming.problem;

import java.time.Duration;
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

    private Problem(Code code, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(code.name(), cause, false, false); // a refusal needs no stack
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** A refusal with this code. */
    public static Problem of(Code code) {
        return new Problem(code, null, null);
    }

    /** The service cannot decide now and has decided nothing that the caller could rely on. */
    public static Problem unavailable(Throwable cause) {
        return new Problem(Code.UNAVAILABLE, Duration.ofSeconds(2), cause);
    }

    /** A refusal that time alone will mend. */
    public static Problem later(Code code, Duration wait) {
        return new Problem(code, wait, null);
    }

    /** What was refused. */
    public Code code() {
        return code;
    }

    /** When it is sensible to ask again, if time alone can mend it. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
