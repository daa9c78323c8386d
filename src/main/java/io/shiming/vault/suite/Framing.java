package io.shiming.vault.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Joins values so that no two lists of values give the same bytes: each value is preceded by its length, four bytes
 * big-endian. Numbers take eight bytes.
 */
public final class Framing {
    private ByteBuffer framed = ByteBuffer.allocate(192); // a place, an envelope's header, or a key's context

    public Framing add(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    public Framing add(String value) {
        return add(value.getBytes(UTF_8));
    }

    public Framing add(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(framed.array(), framed.position());
    }

    private ByteBuffer room(int more) {
        if (framed.remaining() < more) {
            framed = ByteBuffer.allocate(2 * framed.capacity() + more).put(framed.flip());
        }
        return framed;
    }
}
