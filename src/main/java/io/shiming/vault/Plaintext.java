package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A person's data, opened. It does not print and cannot be serialised; {@link #close} wipes it. What a reader copies out
 * of it is the reader's to forget: a String made of it cannot be wiped.
 */
@JsonSerialize(using = NeverSerialised.class)
public final class Plaintext implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    /** Takes the array over; the caller must not keep it. */
    Plaintext(byte[] owned) {
        this.bytes = owned;
    }

    /** Lets the reader see the bytes; it must not keep the array. */
    public synchronized <T> T read(Function<byte[], T> reader) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        return reader.apply(bytes);
    }

    /** The bytes as UTF-8 text. */
    public String text() {
        return read(b -> new String(b, UTF_8));
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Plaintext[withheld]";
    }
}
