package io.shiming.identity.name;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import io.shiming.identity.text.Ideographs;

/**
 * The form in which two writings of one name are equal. Never stored in place of the name and never shown: it replaces
 * compatibility ideographs by others, and every apostrophe, hyphen and middle dot by one of its kind.
 */
final class MatchKey {
    private static final UnicodeSet MIDDLE_DOTS = new UnicodeSet(
                    "[\\u0387\\u1427\\u16EB\\u2022\\u2024\\u2027\\u2219\\u22C5\\u2E31\\u2E33\\u30FB\\uA78F\\uFE52\\uFF0E\\uFF65]")
            .freeze();
    private static final UnicodeSet APOSTROPHES = new UnicodeSet(
                    "[\\u0060\\u00B4\\u02B9\\u02BB\\u02BC\\u02BD\\u02C8\\u02CA\\u02CB\\u2018\\u2019\\u201B\\u2032\\u2035\\uFF07\\uFF40]")
            .freeze();
    private static final UnicodeSet HYPHENS =
            new UnicodeSet("[\\u2010-\\u2015\\u2043\\u2212\\uFE58\\uFE63\\uFF0D]").freeze();

    /** First, so that canonical equivalents meet: Unicode 3.13, D147. */
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

    /** Compatibility forms, case, and everything that is not displayed, variation selectors among it. */
    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    private MatchKey() {}

    static boolean standsForMiddleDot(int c) {
        return MIDDLE_DOTS.contains(c);
    }

    /** Signs before folding, because NFKC would make a full stop of U+FF0E, and after it for those that it makes of others. */
    static String of(String name) {
        var folded = FOLDED.normalize(oneOfEachKind(DECOMPOSED.normalize(name)));
        return oneOfEachKind(folded).strip().replaceAll(" +", " ");
    }

    private static String oneOfEachKind(String text) {
        return text.codePoints()
                .map(MatchKey::sign)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int sign(int c) {
        if (MIDDLE_DOTS.contains(c)) return Ideographs.MIDDLE_DOT;
        if (APOSTROPHES.contains(c)) return '\'';
        return HYPHENS.contains(c) ? '-' : c;
    }
}
