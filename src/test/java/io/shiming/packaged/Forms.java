package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The forms in which a careless program leaves a text behind: as characters, as escapes, as hexadecimal digits or
 * base64 of the characters, and as a hash without a key, which for a number is as good as the number.
 */
public final class Forms {
    private static final List<Charset> CHARSETS = List.of(UTF_8, UTF_16LE, UTF_16BE, Charset.forName("GB18030"));
    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = LOWER.withUpperCase();

    /** Of a longer text its beginning is searched for: it is also found where only a part was left behind. */
    private static final int CHARACTERS = 24;

    private Forms() {}

    /** Every form by its name. */
    public static Map<String, byte[]> of(String text) {
        var forms = new TreeMap<String, byte[]>();
        String beginning = beginning(text);
        for (var charset : CHARSETS) {
            written(charset.name(), beginning.getBytes(charset), forms);
            forms.put(charset.name(), beginning.getBytes(charset));
            hashed("SHA-256 of " + charset.name(), sha256(text.getBytes(charset)), forms);
            hashed("SM3 of " + charset.name(), sm3(text.getBytes(charset)), forms);
        }
        if (!beginning.chars().allMatch(c -> c < 128)) {
            forms.put("URL escapes", ascii(URLEncoder.encode(beginning, UTF_8)));
            forms.put("JSON escapes, lower", ascii(jsonEscapes(beginning, "\\u%04x")));
            forms.put("JSON escapes, upper", ascii(jsonEscapes(beginning, "\\u%04X")));
        }
        return forms;
    }

    /** The forms of a piece of a file. */
    public static Map<String, byte[]> of(byte[] piece) {
        var forms = new TreeMap<String, byte[]>();
        forms.put("bytes", piece);
        written("bytes", piece, forms);
        return forms;
    }

    private static void hashed(String name, byte[] hash, Map<String, byte[]> forms) {
        forms.put(name, hash);
        written(name, hash, forms);
    }

    private static void written(String name, byte[] bytes, Map<String, byte[]> forms) {
        forms.put("hex of " + name, ascii(LOWER.formatHex(bytes)));
        forms.put("HEX of " + name, ascii(UPPER.formatHex(bytes)));
        for (int before = 0; before < 3; before++) {
            forms.put("base64 of " + name + " after " + before, inner(Base64.getEncoder(), bytes, before));
            forms.put("base64url of " + name + " after " + before, inner(Base64.getUrlEncoder(), bytes, before));
        }
    }

    /** The characters of base64 that depend on these bytes alone, when so many (modulo 3) stand before them. */
    private static byte[] inner(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        byte[] encoded = encoder.encode(shifted);
        int from = (before * 8 + 5) / 6;
        return Arrays.copyOfRange(encoded, from, shifted.length * 8 / 6);
    }

    private static String beginning(String text) {
        int length = Math.min(CHARACTERS, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static String jsonEscapes(String text, String escape) {
        return text.chars()
                .mapToObj(c -> c < 128 ? Character.toString(c) : escape.formatted(c))
                .collect(Collectors.joining());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] sm3(byte[] bytes) {
        var digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
