package io.shiming.running;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Document numbers with right check digits that no person has. */
final class SyntheticNumbers {
    private static final int[] PROVINCES = {11, 12, 13, 21, 31, 32, 33, 41, 42, 44, 50, 51, 61, 62, 65};
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("uuMMdd");

    private static final String CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private SyntheticNumbers() {}

    /** The nth adult's: a province-level address code, which is issued to nobody (GB/T 2260). */
    static String residentCard(int n) {
        return residentCard(
                PROVINCES[n % PROVINCES.length] * 10_000,
                LocalDate.of(1960, 1, 1).plusDays(n / PROVINCES.length),
                100 + n % 800);
    }

    /** GB 11643: the last character is MOD 11-2 over the others. */
    static String residentCard(int addressCode, LocalDate bornOn, int sequence) {
        var front = "%06d%s%03d".formatted(addressCode, DAY.format(bornOn), sequence);
        int sum = 0;
        for (int i = 0; i < front.length(); i++) {
            sum += (front.charAt(i) - '0') * WEIGHTS[i];
        }
        return front + "10X98765432".charAt(sum % 11);
    }

    /** The nth organisation's: GB 32100 around a code of GB 11714. */
    static String creditCode(int n) {
        var body = "%08d".formatted(n);
        int inner = 0;
        for (int i = 0; i < 8; i++) {
            inner += (body.charAt(i) - '0') * new int[] {3, 7, 9, 10, 5, 8, 4, 2}[i];
        }
        var front = "91110000" + body + "0X987654321".charAt(inner % 11);
        int sum = 0;
        for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31) {
            sum += CREDIT_CODE.indexOf(front.charAt(i)) * weight;
        }
        return front + CREDIT_CODE.charAt((31 - sum % 31) % 31);
    }

    /** The second line of a passport's zone, ICAO Doc 9303 part 4; the holder was born on 1990-03-07. */
    static String zone(String number, String nationality, LocalDate expiry) {
        var numbered = checked((number + "<<<<<<<<<").substring(0, 9));
        var born = checked("900307");
        var expires = checked(SHORT_DAY.format(expiry));
        var optional = "<".repeat(14) + "<";
        return numbered + nationality + born + "M" + expires + optional + check(numbered + born + expires + optional);
    }

    private static String checked(String field) {
        return field + check(field);
    }

    private static int check(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            sum += value(field.charAt(i)) * new int[] {7, 3, 1}[i % 3];
        }
        return sum % 10;
    }

    private static int value(char c) {
        return c == '<' ? 0 : Character.digit(c, 36);
    }
}
