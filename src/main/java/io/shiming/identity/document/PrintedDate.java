package io.shiming.identity.document;

import io.shiming.identity.text.Ascii;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Dates as documents print them. Nothing where the digits are no day of the calendar. */
public final class PrintedDate {
    private PrintedDate() {}

    /** YYYYMMDD. */
    public static Optional<LocalDate> ofEight(String digits) {
        if (digits.length() != 8 || !Ascii.digits(digits)) return Optional.empty();
        return day(Integer.parseInt(digits.substring(0, 4)), digits.substring(4));
    }

    /** YYMMDD of a birth: the latest such day that is not in the future. */
    public static Optional<LocalDate> ofBirth(String digits, LocalDate today) {
        if (digits.length() != 6 || !Ascii.digits(digits)) return Optional.empty();
        int year = today.getYear() / 100 * 100 + Integer.parseInt(digits.substring(0, 2));
        return day(year, digits.substring(2))
                .filter(born -> !born.isAfter(today))
                .or(() -> day(year - 100, digits.substring(2)));
    }

    /** YYMMDD of an expiry: 2000 to 2099. */
    public static Optional<LocalDate> ofExpiry(String digits) {
        if (digits.length() != 6 || !Ascii.digits(digits)) return Optional.empty();
        return day(2000 + Integer.parseInt(digits.substring(0, 2)), digits.substring(2));
    }

    /** YYYY-MM-DD. */
    static Optional<LocalDate> ofIso(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') return Optional.empty();
        return ofEight(text.substring(0, 4) + text.substring(5, 7) + text.substring(8));
    }

    private static Optional<LocalDate> day(int year, String monthAndDay) {
        try {
            return Optional.of(LocalDate.of(
                    year, Integer.parseInt(monthAndDay.substring(0, 2)), Integer.parseInt(monthAndDay.substring(2))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
