package io.shiming.identity.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;

/**
 * What no text about a person may hold: controls, format and direction characters, line separators, halves of surrogate
 * pairs, noncharacters and unassigned places. They forge log lines, hide differences between two names, or cannot be
 * stored. Private use is asked for apart, since the applicant can act on it.
 *
 * <p>ICU is asked and not the platform, whose Unicode 13 knows neither extension H nor I.
 */
public final class PlainText {
    private PlainText() {}

    /** Whether every code point can be seen on paper. Private use counts as seen. */
    public static boolean visible(String text) {
        return text.codePoints().allMatch(PlainText::visible);
    }

    public static boolean privateUse(String text) {
        return text.codePoints().anyMatch(c -> UCharacter.getType(c) == ECharacterCategory.PRIVATE_USE);
    }

    /** Code points, at most 2 × {@code most} UTF-16 units being looked at. */
    public static boolean lengthWithin(String text, int least, int most) {
        if (text.length() > 2 * most) return false;
        int length = text.codePointCount(0, text.length());
        return length >= least && length <= most;
    }

    public static boolean blank(String text) {
        return text.codePoints().allMatch(UCharacter::isUWhiteSpace);
    }

    public static boolean edgedBySpace(String text) {
        return UCharacter.isUWhiteSpace(text.codePointAt(0))
                || UCharacter.isUWhiteSpace(text.codePointBefore(text.length()));
    }

    public static boolean letter(int c) {
        return UCharacter.isLetter(c) || Ideographs.ideograph(c);
    }

    public static boolean mark(int c) {
        return switch (UCharacter.getType(c)) {
            case ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean visible(int c) {
        if (neverDrawn(c)) return false;
        return switch (UCharacter.getType(c)) {
            case ECharacterCategory.CONTROL,
                    ECharacterCategory.FORMAT,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR,
                    ECharacterCategory.SURROGATE -> false;
            case ECharacterCategory.UNASSIGNED -> Ideographs.unified(c);
            default -> true;
        };
    }

    /** Such as the Hangul filler, a letter without a glyph. Variation selectors are excepted: they change one. */
    private static boolean neverDrawn(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                && !UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR);
    }
}
