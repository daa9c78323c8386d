package io.shiming.lookup;

import com.ibm.icu.text.UnicodeSet;

/**
 * A cell of an export. Text that a spreadsheet could take for a formula gets an apostrophe before it, and so does text that
 * begins with an apostrophe: a reader drops one apostrophe from the beginning of each cell that has one, and has the text
 * (OWASP, CSV injection; ASVS V1.2.10).
 */
public final class CsvCell {
    private static final String ESCAPE = "'";

    /** What begins a formula, half-width, full-width and small; and what a spreadsheet drops before it looks for one. */
    private static final UnicodeSet FORMULA =
            new UnicodeSet("[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212]").freeze();

    private static final UnicodeSet DROPPED =
            new UnicodeSet("[[:White_Space:][:Cc:][:Cf:][:Default_Ignorable_Code_Point:]]").freeze();
    private static final UnicodeSet CONTROL = new UnicodeSet("[:Cc:]").freeze();
    private static final UnicodeSet QUOTED = new UnicodeSet("[,;|\"[:Cc:]\\u2028\\u2029]").freeze();

    private CsvCell() {}

    /** The text as it stands in the file, quoted as RFC 4180 has it where it must be. */
    public static String of(String text) {
        return quoted(couldBeFormula(text) || text.startsWith(ESCAPE) ? ESCAPE + text : text);
    }

    /** The same with an apostrophe before any text, so that a spreadsheet shows numbers and dates digit for digit. */
    public static String asText(String text) {
        return quoted(ESCAPE + text);
    }

    private static boolean couldBeFormula(String text) {
        int start = DROPPED.span(text, UnicodeSet.SpanCondition.SIMPLE);
        if (start == text.length()) return start > 0;
        return FORMULA.contains(text.codePointAt(start)) || CONTROL.containsSome(text.substring(0, start));
    }

    private static String quoted(String text) {
        return QUOTED.containsNone(text) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
