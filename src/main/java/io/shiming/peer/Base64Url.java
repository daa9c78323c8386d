package io.shiming.peer;

import java.util.Base64;

/** Base64url without padding (RFC 7515 section 2) in its one canonical form: the unused bits of the last character are zero. */
public final class Base64Url {
    private Base64Url() {}

    /** The bytes; throws {@link IllegalArgumentException} for a text that is not the canonical form of any. */
    static byte[] bytes(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical");
        }
        return bytes;
    }

    /** Whether each part of a compact serialization is canonical, so that no second text is the same signed one. */
    public static boolean canonical(String compact) {
        try {
            for (String part : compact.split("\\.", -1)) {
                bytes(part);
            }
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
