package io.shiming.lookup;

import io.shiming.access.policy.Attribute;
import io.shiming.identity.name.PersonName;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value that a caller wants compared, in the form in which it is compared. A value that no subscriber can have is refused
 * before anything is looked up, so that a slip of the pen is not answered as "no".
 */
final class ClaimedValue {
    private static final int LONGEST_TEXT = 200; // code points, as of an address
    private static final Pattern DOCUMENT_NUMBER = Pattern.compile("[A-Z0-9\\p{IsHan}-]{1,40}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern BLANKS = Pattern.compile("\\p{IsWhite_Space}+");
    private static final int FULL_WIDTH_FIRST = 0xFF01;
    private static final int FULL_WIDTH_LAST = 0xFF5E;
    private static final int FULL_WIDTH_OFFSET = 0xFEE0;

    private ClaimedValue() {}

    /**
     * Name and address without blanks at the ends; the number of a document without blanks, in half-width capitals; the
     * day of birth as it is.
     *
     * @throws Problem INVALID_ARGUMENT
     */
    static String of(Attribute attribute, String text) {
        return switch (attribute) {
            case NAME, ADDRESS -> text(text);
            case DOCUMENT_NUMBER -> matching(DOCUMENT_NUMBER, documentNumber(text));
            case BIRTH_DATE -> day(text);
        };
    }

    private static String text(String text) {
        if (text.length() > 2 * LONGEST_TEXT) throw invalid();
        var stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > LONGEST_TEXT
                || !PersonName.visible(stripped)) {
            throw invalid();
        }
        return stripped;
    }

    private static String documentNumber(String text) {
        if (text.length() > 2 * LONGEST_TEXT) throw invalid();
        var narrow = text.codePoints()
                .map(c -> c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST ? c - FULL_WIDTH_OFFSET : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return BLANKS.matcher(narrow).replaceAll("").toUpperCase(Locale.ROOT);
    }

    private static String day(String text) {
        try {
            return LocalDate.parse(matching(DAY, text)).toString();
        } catch (DateTimeParseException noDay) {
            throw invalid();
        }
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) throw invalid();
        return text;
    }

    private static Problem invalid() {
        return Problem.of(Code.INVALID_ARGUMENT);
    }
}
