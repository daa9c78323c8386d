package io.shiming.vault;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;

/** An envelope as it is stored: worthless without the person's key, and still never printed. */
@JsonSerialize(using = NeverSerialised.class)
public final class Sealed {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What was read from a column; nothing is checked before it is opened. */
    public static Sealed of(byte[] stored) {
        return new Sealed(stored.clone());
    }

    /** A copy, to be stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[withheld]";
    }
}
