package io.shiming.identity.text;

/** What may be shown instead of a text. Counts code points, so that no character is cut in two. */
public final class Mask {
    private Mask() {}

    /** Keeps both ends and puts a star for each code point between them. A text not longer than the ends is all stars. */
    public static String between(String text, int first, int last) {
        int length = text.codePointCount(0, text.length());
        if (length <= first + last) return "*".repeat(length);
        return head(text, first) + "*".repeat(length - first - last) + tail(text, last);
    }

    public static String head(String text, int codePoints) {
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    public static String tail(String text, int codePoints) {
        return text.substring(text.offsetByCodePoints(text.length(), -codePoints));
    }
}
