package io.shiming.identity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The numbers or accounts before and after one: a caller who asks for one after the other browses. */
public final class NumberNeighbours {
    private static final Pattern COUNTED = Pattern.compile("(.*?)([0-9]{1,18})");

    private NumberNeighbours() {}

    /** Those of a canonical number or account; none where it does not end in digits. */
    public static List<String> of(String canonical) {
        var counted = COUNTED.matcher(canonical);
        if (!counted.matches()) {
            return List.of();
        }
        long number = Long.parseLong(counted.group(2));
        return LongStream.of(number - 1, number + 1)
                .filter(next -> next >= 0)
                .mapToObj(next -> counted.group(1)
                        + String.format(Locale.ROOT, "%0" + counted.group(2).length() + "d", next))
                .toList();
    }
}
