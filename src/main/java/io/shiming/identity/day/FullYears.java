package io.shiming.identity.day;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Ages in completed years (周岁). A birthday on 29 February falls on 1 March in other years.
 *
 * <p>The law counts in two ways (regulation section 4, row 12). Capacity begins on the birthday. Protection of those
 * under an age lasts through the birthday and ends on the day after, as the courts count full years.
 */
public final class FullYears {
    private static final int ALONE = 16; // protection under an age lasts through the birthday

    private FullYears() {}

    /** Completed years on a day, the birthday included. */
    public static int at(LocalDate bornOn, LocalDate day) {
        return (int) ChronoUnit.YEARS.between(bornOn, day);
    }

    /** Whether a person who signs, or uses a line, comes with a guardian. */
    public static boolean needsGuardian(LocalDate bornOn, LocalDate day) {
        return stillUnder(ALONE, bornOn, day);
    }

    /** Whether the protection of persons under so many years still holds on a day. */
    public static boolean stillUnder(int years, LocalDate bornOn, LocalDate day) {
        return at(bornOn, day.minusDays(1)) < years;
    }
}
