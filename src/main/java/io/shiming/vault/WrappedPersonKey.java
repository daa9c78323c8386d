package io.shiming.vault;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;

/**
 * A person's key as table {@code keyring.person_key} holds it. Destroying that row, backups of the keyring included,
 * makes everything sealed for the person unreadable for ever.
 */
@JsonSerialize(using = NeverSerialised.class)
public final class WrappedPersonKey {
    /** Nonce, wrapped key and tag. */
    static final int WRAPPED_BYTES = 60;

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
        if (wrapped.length != WRAPPED_BYTES || commitmentKey.length != COMMITMENT_KEY_BYTES) {
            throw new Unopenable();
        }
        return new WrappedPersonKey(wrapped.clone(), operatorKeyVersion, commitmentKey.clone());
    }

    /** Column wrapped, 60 bytes, a copy. */
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
