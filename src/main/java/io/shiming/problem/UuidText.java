package io.shiming.problem;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as callers write them: the form of RFC 9562 and no other. */
public final class UuidText {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private UuidText() {}

    public static UUID of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return UUID.fromString(text);
    }
}
