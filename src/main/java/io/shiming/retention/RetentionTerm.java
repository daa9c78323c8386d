package io.shiming.retention;

import io.shiming.identity.StatutoryDay;
import java.time.Instant;

/**
 * During the service and two years after it has ended (Order 25 article 11). Counted in days of Asia/Shanghai: nobody is
 * erased before the day after the second anniversary; the anniversary of a 29 February is 1 March.
 */
final class RetentionTerm {
    private static final int YEARS = 2;

    private RetentionTerm() {}

    /** Services that ended before this instant ended long enough ago. */
    static Instant endedBefore(Instant now) {
        // The last day whose second anniversary was yesterday or earlier.
        var last = StatutoryDay.of(now).minusDays(1).minusYears(YEARS);
        return StatutoryDay.startOf(last.plusDays(1));
    }
}
