package io.shiming.vault;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.shiming.vault.suite.Unopenable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * A person's key as table {@code keyring.person_key} holds it. Destroying that row, backups of the keyring included,
 * makes everything sealed for the person unreadable for ever.
 */
@JsonSerialize(using = NeverSerialised.class)
public final class WrappedPersonKey {
    /** Nonce, wrapped key and tag: a person's first key stands alone. */
    static final int WRAPPED_BYTES = 60;

    /** After a renewal each key has its version before it, newest first. */
    private static final int VERSIONED_BYTES = Short.BYTES + WRAPPED_BYTES;

    static final int FIRST_VERSION = 1;

    static final int COMMITMENT_KEY_BYTES = 32;

    private final byte[] wrapped;
    private final int operatorKeyVersion;
    private final byte[] commitmentKey;

    private WrappedPersonKey(byte[] wrapped, int operatorKeyVersion, byte[] commitmentKey) {
        this.wrapped = wrapped;
        this.operatorKeyVersion = operatorKeyVersion;
        this.commitmentKey = commitmentKey;
    }

    /**
     * The three columns of a row.
     *
     * @throws Unopenable if a length is wrong
     */
    public static WrappedPersonKey of(byte[] wrapped, int operatorKeyVersion, byte[] commitmentKey) {
        boolean versioned = wrapped.length > 0 && wrapped.length % VERSIONED_BYTES == 0;
        if ((wrapped.length != WRAPPED_BYTES && !versioned) || commitmentKey.length != COMMITMENT_KEY_BYTES) {
            throw new Unopenable();
        }
        return new WrappedPersonKey(wrapped.clone(), operatorKeyVersion, commitmentKey.clone());
    }

    /** Column wrapped, a copy: 60 bytes, or 62 a key from the first renewal on. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /** Column operator_key_version. */
    public int operatorKeyVersion() {
        return operatorKeyVersion;
    }

    /** Column commit_key, 32 bytes, a copy: it binds audit entries to the person, and opens nothing. */
    public byte[] commitmentKey() {
        return commitmentKey.clone();
    }

    /** The versions of the person's key that can be had, newest first. */
    List<Integer> versions() {
        var versions = new ArrayList<Integer>(1);
        if (wrapped.length == WRAPPED_BYTES) {
            versions.add(FIRST_VERSION);
        }
        for (var all = ByteBuffer.wrap(wrapped); all.remaining() > WRAPPED_BYTES; ) {
            versions.add(Short.toUnsignedInt(all.getShort(all.position())));
            all.position(all.position() + VERSIONED_BYTES);
        }
        return versions;
    }

    /** The wrapping of one of {@link #versions}. */
    byte[] wrapped(int version) {
        int at = VERSIONED_BYTES * (versions().indexOf(version) + 1) - WRAPPED_BYTES;
        return wrapped.length == WRAPPED_BYTES ? wrapped() : Arrays.copyOfRange(wrapped, at, at + WRAPPED_BYTES);
    }

    /** The same commitment key with these wrappings by that version of the operator's key, newest first. */
    WrappedPersonKey with(SortedMap<Integer, byte[]> wrappings, int byVersion) {
        if (wrappings.size() == 1 && wrappings.containsKey(FIRST_VERSION)) {
            return of(wrappings.get(FIRST_VERSION), byVersion, commitmentKey);
        }
        var all = ByteBuffer.allocate(VERSIONED_BYTES * wrappings.size());
        wrappings.forEach((version, each) -> all.putShort(version.shortValue()).put(each));
        return of(all.array(), byVersion, commitmentKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedPersonKey that
                && operatorKeyVersion == that.operatorKeyVersion
                && Arrays.equals(wrapped, that.wrapped)
                && Arrays.equals(commitmentKey, that.commitmentKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wrapped);
    }

    @Override
    public String toString() {
        return "WrappedPersonKey[withheld]";
    }
}
