package io.shiming.vault;

import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The key of one column of one person in one suite, and what commits to it: the two halves of one HKDF output. Not for
 * two threads at once.
 */
final class FieldKey implements AutoCloseable {
    private static final int HALF = 32;

    final Suite suite;
    private final byte[] cipherKey;
    private final byte[] commitment;
    private final Primitives.Keyed cipher;

    private FieldKey(Suite suite, byte[] cipherKey, byte[] commitment) throws GeneralSecurityException {
        this.suite = suite;
        this.cipherKey = cipherKey;
        this.commitment = commitment;
        this.cipher = suite.primitives().keyed(cipherKey);
    }

    /** Derives the key of the place's column from the person's key. */
    static FieldKey of(byte[] personKey, Suite suite, Place place) {
        return CryptoCalls.loudly(() -> {
            byte[] both = suite.primitives()
                    .derive(personKey, new byte[0], place.field(suite), HALF + Envelope.COMMITMENT_BYTES);
            var field = new FieldKey(
                    suite,
                    Arrays.copyOf(both, suite.primitives().keyBytes()),
                    Arrays.copyOfRange(both, HALF, both.length));
            Arrays.fill(both, (byte) 0);
            return field;
        });
    }

    byte[] encrypt(byte[] plain, byte[] binding) throws GeneralSecurityException {
        return cipher.encrypt(plain, binding);
    }

    byte[] decrypt(byte[] sealed, byte[] binding) throws GeneralSecurityException {
        return cipher.decrypt(sealed, binding);
    }

    byte[] encryptChunks(byte[] plain, byte[] binding) throws GeneralSecurityException {
        return suite.primitives().encryptChunks(cipherKey, plain, binding);
    }

    byte[] decryptChunks(byte[] sealed, byte[] binding) throws GeneralSecurityException {
        return suite.primitives().decryptChunks(cipherKey, sealed, binding);
    }

    byte[] commitment() {
        return commitment.clone();
    }

    /** Refuses an envelope that another key has made. */
    void mustHaveMade(byte[] stored) {
        if (!MessageDigest.isEqual(commitment, stored)) {
            throw new Unopenable();
        }
    }

    @Override
    public void close() {
        Arrays.fill(cipherKey, (byte) 0);
    }

    @Override
    public String toString() {
        return "FieldKey[withheld]";
    }
}
