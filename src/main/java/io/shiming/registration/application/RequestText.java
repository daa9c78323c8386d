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

    /**
     * A text that must be there.
     *
     * @param field JSON pointer, for the refusal
     */
    public static String required(@Nullable String text, String field, Code whenMissing) {
        if (text == null || text.isEmpty()) {
            throw Problem.of(whenMissing).at(field);
        }
        return text;
    }

    /** An opaque reference; text of any other form never reaches the database. */
    public static String reference(@Nullable String text, String field, Code whenMissing) {
        return reference(text, field, whenMissing, Code.INVALID_ARGUMENT);
    }

    public static String reference(@Nullable String text, String field, Code whenMissing, Code whenMalformed) {
        var present = required(text, field, whenMissing);
        try {
            return Reference.of(present);
        } catch (Problem malformed) {
            var refusal = malformed.code() == Code.INVALID_ARGUMENT ? Problem.of(whenMalformed) : malformed;
            throw refusal.at(field);
        }
    }

    public static @Nullable LocalDate date(@Nullable String text, String field) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
    }
}
