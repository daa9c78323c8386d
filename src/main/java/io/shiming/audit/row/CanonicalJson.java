package io.shiming.audit.row;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes the part of RFC 8785 that entries use: strings, whole numbers of at most 53 bits, truth values and arrays of
 * them. Anything else is refused, so that no reader can come to other bytes.
 */
public final class CanonicalJson {
    private static final long EXACT_IN_A_DOUBLE = 1L << 53;

    private final StringBuilder out = new StringBuilder(512);
    private boolean ascii = true;

    private CanonicalJson() {}

    /** The object's bytes. The map must sort as strings do by nature, which is the order of RFC 8785 section 3.2.3. */
    public static byte[] write(SortedMap<String, Object> members) {
        if (members.comparator() != null) throw new IllegalArgumentException("members sort by nature");
        var json = new CanonicalJson();
        json.object(members);
        return json.ascii ? json.out.toString().getBytes(US_ASCII) : utf8(json.out);
    }

    private void object(SortedMap<String, Object> members) {
        out.append('{');
        members.forEach((name, value) -> {
            if (out.length() > 1) out.append(',');
            string(name);
            out.append(':');
            value(value);
        });
        out.append('}');
    }

    private void value(Object value) {
        if (value instanceof String text) string(text);
        else if (value instanceof Integer || value instanceof Long) number(((Number) value).longValue());
        else if (value instanceof Boolean) out.append(value);
        else if (value instanceof List<?> list) array(list);
        else throw new IllegalArgumentException("an entry has only strings, whole numbers, truth values and arrays");
    }

    private void number(long value) {
        if (Math.abs(value) > EXACT_IN_A_DOUBLE) throw new IllegalArgumentException("a number beyond 53 bits");
        out.append(value);
    }

    private void array(List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) out.append(',');
            value(list.get(i));
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        int first = firstToLookAt(text);
        out.append(text, 0, first);
        for (int i = first; i < text.length(); i++) character(text.charAt(i));
        out.append('"');
    }

    /** Where an escape or a character beyond ASCII comes first: nearly no text of an entry has one, and is copied whole. */
    private static int firstToLookAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') return i;
        }
        return text.length();
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c % 16, 16));
                else {
                    ascii &= c <= '~';
                    out.append(c);
                }
            }
        }
    }

    private static byte[] utf8(CharSequence text) {
        try {
            var buffer = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half a surrogate pair", e);
        }
    }
}
