package io.shiming.identity.number;

import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.Mask;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/**
 * Numbers under +86. The patterns are the ministry's numbering plan, not libphonenumber's, which does not know numbers
 * of the internet of things and follows assigned ranges with a delay (its verdicts are compared in the tests).
 */
final class ChinesePlan {
    private static final String COUNTRY_CODE = "+86";
    private static final int LONGEST = 16;

    private ChinesePlan() {}

    /** The national digits of a text in E.164 or in national form; nothing but ASCII digits passes. */
    static String national(String text) {
        if (text.length() > LONGEST) throw invalid();
        String digits = text.startsWith(COUNTRY_CODE) ? text.substring(COUNTRY_CODE.length()) : text;
        if (!Ascii.digits(digits)) throw invalid();
        return digits;
    }

    static boolean international(String text) {
        return text.startsWith(COUNTRY_CODE);
    }

    static String e164(String national) {
        return COUNTRY_CODE + national;
    }

    /** Country code, three digits, four stars, the last four digits. */
    static String masked(String e164) {
        return Mask.head(e164, 6) + "****" + Mask.tail(e164, 4);
    }

    static Problem invalid() {
        return Problem.of(Code.NUMBER_INVALID);
    }
}
