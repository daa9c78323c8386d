package io.shiming.identity.text;

/** Chinese characters, by block: a block that Unicode fills next year must not need a new release of this service. */
public final class Ideographs {
    /** U+00B7, GB 18030 A1A4: the only dot between the parts of a Chinese name. */
    public static final int MIDDLE_DOT = 0xB7;

    private Ideographs() {}

    /** U+3007, the basic block, extension A, and planes 2 and 3 without their compatibility block and noncharacters. */
    public static boolean unified(int c) {
        return c == 0x3007
                || (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2F7FF)
                || (c >= 0x2FA20 && c <= 0x2FFFD)
                || (c >= 0x30000 && c <= 0x3FFFD);
    }

    /** Characters that normalising would replace by others: they stay as the document shows them. */
    static boolean compatibility(int c) {
        return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    public static boolean ideograph(int c) {
        return unified(c) || compatibility(c);
    }

    /** Selects a glyph of the character before it, and is no character of a name by itself. */
    public static boolean variationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}
