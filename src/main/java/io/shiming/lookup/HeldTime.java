package io.shiming.lookup;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time at which a number was held: an instant, or all instants from the first to the last. It has begun and ended
 * before the question: of a time to come nothing is known.
 *
 * @param from of whole microseconds, as the times of lines are
 * @param to the same as from for an instant
 */
public record HeldTime(Instant from, Instant to) {

    // The database and the log write years of four digits.
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** Null if the question states no time. */
    static @Nullable HeldTime of(TargetRequest request, Clock clock) {
        var asOf = request.asOf();
        if (asOf == null && request.from() == null && request.to() == null) {
            return null;
        }
        var first = asOf == null ? "/from" : "/asOf";
        if (request.line() == null || (asOf != null && (request.from() != null || request.to() != null))) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(first);
        }
        if (asOf != null) {
            var instant = past(asOf, first, clock);
            return new HeldTime(instant, instant);
        }
        var from = past(request.from(), first, clock);
        var to = past(request.to(), "/to", clock);
        if (to.isBefore(from)) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/to");
        }
        return new HeldTime(from, to);
    }

    private static Instant past(@Nullable String text, String field, Clock clock) {
        var instant = instant(text, field).truncatedTo(ChronoUnit.MICROS);
        if (instant.isAfter(clock.instant())) {
            throw Problem.of(Code.OUT_OF_RANGE).at(field);
        }
        return instant;
    }

    /** An instant of a body in the form of RFC 3339. */
    public static Instant instant(@Nullable String text, String field) {
        if (text == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw Problem.of(Code.OUT_OF_RANGE).at(field);
        }
        return instant;
    }
}
