package io.shiming.identity;

/** Code points as reviewed tables write them: {@code U+4DAE}. */
final class CodePoints {
    private static final String PREFIX = "U+";

    private CodePoints() {}

    static int read(String text) {
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException(text);
        return Integer.parseInt(text, PREFIX.length(), text.length(), 16);
    }
}
