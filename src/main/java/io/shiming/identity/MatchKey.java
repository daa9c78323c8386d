package io.shiming.identity;

import com.ibm.icu.text.Normalizer2;

/**
 * The form in which two writings of one name are equal. Never stored in place of the name and never shown: it replaces
 * compatibility ideographs by others.
 */
final class MatchKey {
    /** Bullet, katakana middle dot and its half-width form, hyphenation point, full-width full stop. */
    private static final String MIDDLE_DOTS = "\u2022\u30FB\uFF65\u2027\uFF0E";

    /** First, so that canonical equivalents meet: Unicode 3.13, D147. */
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

    /** Compatibility forms, case, and everything that is not displayed, variation selectors among it. */
    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    private MatchKey() {}

    static boolean standsForMiddleDot(int c) {
        return MIDDLE_DOTS.indexOf(c) >= 0;
    }

    /** The dots first, because NFKC would make a full stop of U+FF0E. */
    static String of(String name) {
        var dotted = new StringBuilder();
        name.codePoints()
                .map(c -> standsForMiddleDot(c) ? Ideographs.MIDDLE_DOT : c)
                .forEach(dotted::appendCodePoint);
        return FOLDED.normalize(DECOMPOSED.normalize(dotted)).strip().replaceAll(" +", " ");
    }
}
