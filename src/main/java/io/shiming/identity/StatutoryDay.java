package io.shiming.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day the law counts by: an instant's date in Asia/Shanghai. */
public final class StatutoryDay {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private StatutoryDay() {}

    /** The date in Asia/Shanghai at an instant. */
    public static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** The instant at which a date begins in Asia/Shanghai. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
