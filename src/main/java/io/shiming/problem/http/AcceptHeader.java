package io.shiming.problem.http;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leaves of the header Accept what RFC 9110 section 12.5.1 knows. What is malformed is ignored, so that it does not hide
 * the types beside it; a header with nothing left is as good as none.
 */
final class AcceptHeader {
    private static final String NAME = "Accept";
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern RANGE = Pattern.compile(TOKEN + "/" + TOKEN + "([ \\t]*;.*)?");

    private AcceptHeader() {}

    static void tidy(MultiMap headers) {
        var given = headers.getAll(NAME);
        if (given.isEmpty()) {
            return;
        }
        var ranges = given.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(range -> RANGE.matcher(range).matches())
                .collect(Collectors.joining(", "));
        headers.remove(NAME);
        if (!ranges.isEmpty()) {
            headers.set(NAME, ranges);
        }
    }
}
