package io.shiming.identity.number;

import io.shiming.identity.text.Withheld;
import io.shiming.problem.Problem;

/**
 * A fixed number with its area code: after 10 and 2x eight digits, after the others seven or eight, the first from 2 to 8.
 * There is no area 26, and 400 is none either (see {@link BusinessNumber}).
 */
public final class FixedNumber extends Withheld implements ServiceNumber {
    private FixedNumber(String e164) {
        super(e164);
    }

    /**
     * {@code 01060000000} or {@code +861060000000}: the trunk prefix 0 is part of the national form only.
     *
     * @throws Problem NUMBER_INVALID
     */
    public static FixedNumber of(String text) {
        String digits = ChinesePlan.national(text);
        if (!ChinesePlan.international(text)) {
            if (digits.charAt(0) != '0') throw ChinesePlan.invalid();
            digits = digits.substring(1);
        }
        if (digits.length() < 10 || !wellFormed(digits)) throw ChinesePlan.invalid();
        return new FixedNumber(ChinesePlan.e164(digits));
    }

    private static boolean wellFormed(String digits) {
        int area = digits.charAt(0) <= '2' ? 2 : 3;
        boolean areaExists =
                switch (digits.charAt(0)) {
                    case '0' -> false;
                    case '1' -> digits.charAt(1) == '0';
                    case '2' -> digits.charAt(1) != '6';
                    default -> !digits.startsWith("400");
                };
        int local = digits.length() - area;
        char first = digits.charAt(area);
        return areaExists && first >= '2' && first <= '8' && (local == 8 || (local == 7 && area == 3));
    }

    @Override
    public Kind kind() {
        return Kind.FIXED;
    }

    @Override
    public String canonical() {
        return text();
    }

    @Override
    public String masked() {
        return ChinesePlan.masked(text());
    }
}
