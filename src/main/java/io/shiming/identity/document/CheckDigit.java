package io.shiming.identity.document;

import io.shiming.identity.text.Ascii;

/** The check characters of the standards. Each method expects input whose characters were checked before. */
public final class CheckDigit {
    private static final int[] GB_11643 = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] GB_11714 = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] ICAO_9303 = {7, 3, 1};

    /** GB 32100: no I, O, S, V, Z. The place of a character is its value. */
    public static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CheckDigit() {}

    /** GB 11643-1999, ISO 7064 MOD 11-2: over the first seventeen digits. */
    public static char gb11643(String digits) {
        int sum = 0;
        for (int i = 0; i < GB_11643.length; i++) sum += (digits.charAt(i) - '0') * GB_11643[i];
        return "10X98765432".charAt(sum % 11);
    }

    /** GB 11714: over the first eight characters of an organisation code. */
    static char gb11714(String code) {
        int sum = 0;
        for (int i = 0; i < GB_11714.length; i++) sum += Ascii.value(code.charAt(i)) * GB_11714[i];
        return "0X987654321".charAt(sum % 11);
    }

    /** GB 32100: over the first seventeen characters; a remainder of nothing gives 0, not a place past the end. */
    public static char gb32100(String code) {
        int sum = 0;
        int weight = 1; // 3^i mod 31
        for (int i = 0; i < 17; i++) {
            sum += USCC_ALPHABET.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return USCC_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** ICAO Doc 9303 part 3, 4.9: over all of the field; the filler counts as nothing. */
    public static char icao(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            sum += (c == '<' ? 0 : Ascii.value(c)) * ICAO_9303[i % 3];
        }
        return (char) ('0' + sum % 10);
    }
}
