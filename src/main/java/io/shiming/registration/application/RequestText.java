package io.shiming.registration.application;

import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The texts that a request gives, on their way to values. */
public final class RequestText {
    private RequestText() {}

    public static String required(@Nullable String text, Code whenMissing) {
        if (text == null || text.isEmpty()) {
            throw Problem.of(whenMissing);
        }
        return text;
    }

    /** An opaque reference; text of any other form never reaches the database. */
    public static String reference(@Nullable String text, Code whenMissing) {
        return reference(text, whenMissing, Code.INVALID_ARGUMENT);
    }

    public static String reference(@Nullable String text, Code whenMissing, Code whenMalformed) {
        var present = required(text, whenMissing);
        try {
            return Reference.of(present);
        } catch (Problem malformed) {
            throw malformed.code() == Code.INVALID_ARGUMENT ? Problem.of(whenMalformed) : malformed;
        }
    }

    public static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
