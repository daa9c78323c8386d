package io.shiming.limits;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;

/**
 * One reviewed rule on abnormal openings.
 *
 * @param id stable; told with the refusal
 * @param within how far back is counted
 * @param from from so many on the next opening is refused
 * @param since first day, Asia/Shanghai
 */
record OpeningRule(String id, Counted counted, Duration within, int from, LocalDate since, String citation) {

    /** What a rule counts. */
    enum Counted {
        APPLICATIONS,
        SHOPS,
        SUSPENDED
    }

    private static final int COLUMNS = 6;

    /** A line of the table; throws IllegalArgumentException, with the line, if it is none. */
    static OpeningRule read(String line) {
        var columns = line.split("\\|", -1);
        if (columns.length != COLUMNS) throw new IllegalArgumentException(line);
        try {
            return new OpeningRule(
                    columns[0].strip(),
                    Counted.valueOf(columns[1].strip().toUpperCase(Locale.ROOT)),
                    Duration.parse(columns[2].strip()),
                    Integer.parseInt(columns[3].strip()),
                    LocalDate.parse(columns[4].strip()),
                    columns[5].strip());
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(line, malformed);
        }
    }
}
