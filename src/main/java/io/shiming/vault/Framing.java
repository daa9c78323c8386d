package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Joins values so that no two lists of values give the same bytes: each value is preceded by its length, four bytes
 * big-endian. Numbers take eight bytes.
 */
final class Framing {
    private final ByteArrayOutputStream framed = new ByteArrayOutputStream(96);

    Framing add(byte[] value) {
        framed.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
        framed.writeBytes(value);
        return this;
    }

    Framing add(String value) {
        return add(value.getBytes(UTF_8));
    }

    Framing add(long value) {
        return add(ByteBuffer.allocate(8).putLong(value).array());
    }

    byte[] bytes() {
        return framed.toByteArray();
    }
}
