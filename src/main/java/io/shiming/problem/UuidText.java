package io.shiming.problem;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids as callers write them: the form of RFC 9562 and no other. Every id of a request is read here. */
public final class UuidText {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern LOWER_CASE = Pattern.compile("[0-9a-f-]+");

    private UuidText() {}

    /** An id in a path. A malformed one names nothing that could be found: NOT_FOUND. */
    public static UUID inPath(String text) {
        return parsed(text).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }

    /** An id in a body: FIELD_REQUIRED without one, INVALID_ARGUMENT for a malformed one. */
    public static UUID inBody(@Nullable String text, String field) {
        if (text == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        return parsed(text).orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at(field));
    }

    /** An id as this service writes them, in lower case; empty for any other text. */
    public static Optional<UUID> asWritten(String text) {
        return LOWER_CASE.matcher(text).matches() ? parsed(text) : Optional.empty();
    }

    private static Optional<UUID> parsed(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
