package io.shiming.identity.text;

/** Code points as reviewed tables write them: {@code U+4DAE}. */
public final class CodePoints {
    private static final String PREFIX = "U+";

    private CodePoints() {}

    public static int read(String text) {
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException(text);
        return Integer.parseInt(text, PREFIX.length(), text.length(), 16);
    }
}
