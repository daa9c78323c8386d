package io.shiming.identity.text;

import java.util.function.IntPredicate;

/**
 * The only digits and letters that identify anybody: ASCII ones. The digit tests of the platform also take full-width
 * and Arabic digits, and a number written with those would be counted as another person's.
 */
public final class Ascii {
    private Ascii() {}

    public static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean capital(int c) {
        return c >= 'A' && c <= 'Z';
    }

    public static boolean alphanumeric(int c) {
        return digit(c) || capital(c);
    }

    /** 0 to 9, then A for 10 to Z for 35, as the standards on check characters count. */
    public static int value(int c) {
        return digit(c) ? c - '0' : c - 'A' + 10;
    }

    public static boolean digits(String text) {
        return all(text, Ascii::digit);
    }

    public static boolean all(String text, IntPredicate rule) {
        return !text.isEmpty() && text.chars().allMatch(rule);
    }
}
