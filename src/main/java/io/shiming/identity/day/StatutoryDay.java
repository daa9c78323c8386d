package io.shiming.identity.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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

    /** Whether it is night there, when no shop is open: from ten in the evening to six in the morning. */
    public static boolean isNight(Instant instant) {
        int hour = LocalTime.ofInstant(instant, ZONE).getHour();
        return hour >= 22 || hour < 6;
    }
}
