package io.shiming.retention;

import io.shiming.identity.day.StatutoryDay;
import java.time.Duration;
import java.time.Instant;

/**
 * How long: during the service and two years after it has ended (Order 25 article 11). Counted in days of
 * Asia/Shanghai: no person is erased before the day after the second anniversary; the anniversary of a 29 February is
 * 1 March. An application that came to nothing is needed as long as a rule on abnormal openings looks back:
 * {@code rules/abnormal-openings.csv} counts each application, whether or not it succeeded (PIPL articles 19 and 47; no
 * rule names days).
 */
final class RetentionTerm {
    private static final int YEARS = 2;
    private static final Duration CAME_TO_NOTHING = Duration.ofDays(30);

    private RetentionTerm() {}

    /**
     * Where the terms have come.
     *
     * @param endedBefore services that ended before it ended long enough ago
     * @param refusedBefore applications that came to nothing before it did so long enough ago
     */
    record Over(Instant endedBefore, Instant refusedBefore) {
        /** The same for an order that stops at an earlier instant. */
        Over before(Instant ordered) {
            return new Over(earlier(endedBefore, ordered), earlier(refusedBefore, ordered));
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /** Both at once. */
    static Over over(Instant now) {
        return new Over(endedBefore(now), refusedBefore(now));
    }

    /** Services that ended before this instant ended long enough ago. */
    static Instant endedBefore(Instant now) {
        // The last day whose second anniversary was yesterday or earlier.
        var last = StatutoryDay.of(now).minusDays(1).minusYears(YEARS);
        return StatutoryDay.startOf(last.plusDays(1));
    }

    /** Applications that came to nothing before this instant did so long enough ago. */
    static Instant refusedBefore(Instant now) {
        return now.minus(CAME_TO_NOTHING);
    }
}
