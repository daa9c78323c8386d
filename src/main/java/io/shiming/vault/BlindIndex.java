package io.shiming.vault;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;

/**
 * A keyed digest, 32 bytes, by which a document or a number is found without being readable. It does not print: with
 * access to the service it could be compared.
 */
@JsonSerialize(using = NeverSerialised.class)
public final class BlindIndex {
    private final byte[] bytes;
    private final int keyVersion;

    BlindIndex(byte[] owned, int keyVersion) {
        this.bytes = owned;
        this.keyVersion = keyVersion;
    }

    /** The column's value, 32 bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Version of the index key that made it. */
    public int keyVersion() {
        return keyVersion;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlindIndex that && keyVersion == that.keyVersion && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BlindIndex[withheld]";
    }
}
