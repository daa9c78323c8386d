package io.shiming.vault.kms;

import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Wraps with the AES keys of a Java key store, file or token, that are named {@code shiming-root-1},
 * {@code shiming-root-2} and so on: the highest number wraps, all of them unwrap.
 *
 * <p>A wrapping is: number, 2 bytes big-endian | nonce, 12 bytes | ciphertext and tag (AES-GCM).
 */
public final class KeyStoreWrapping {
    /** What the keys' names begin with. */
    public static final String NAME = "shiming-root-";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyStore store;
    private final char @Nullable [] password;
    private final @Nullable Provider provider;
    private final SecureRandom random = new SecureRandom();

    /**
     * The keys of a loaded store.
     *
     * @param password what protects the entries; null if the store itself is the protection
     * @param provider where the cipher runs; null for the JDK's own
     */
    public KeyStoreWrapping(KeyStore store, char @Nullable [] password, @Nullable Provider provider) {
        this.store = store;
        this.password = password;
        this.provider = provider;
    }

    /** The key under the highest number. */
    public byte[] wrap(byte[] key, byte[] context) {
        try {
            int number = highest();
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, number, nonce, context).doFinal(key);
            return ByteBuffer.allocate(2 + nonce.length + sealed.length)
                    .putShort((short) number)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException | ProviderException e) {
            throw Problem.unavailable(e);
        }
    }

    /** The key again; Unopenable for a wrong wrapping, a Problem if the store does not work. */
    @SuppressWarnings("UnusedException") // the cause would be the hint that must not be given
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        if (wrapped.length < 2 + NONCE_BYTES + TAG_BITS / 8) {
            throw new Unopenable();
        }
        int number = ByteBuffer.wrap(wrapped).getShort();
        byte[] nonce = Arrays.copyOfRange(wrapped, 2, 2 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, number, nonce, context)
                    .doFinal(wrapped, 2 + NONCE_BYTES, wrapped.length - 2 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new Unopenable();
        } catch (GeneralSecurityException | ProviderException e) {
            throw Problem.unavailable(e);
        }
    }

    private Cipher cipher(int mode, int number, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Key key = store.getKey(NAME + number, password);
        if (key == null) {
            throw new Unopenable();
        }
        Cipher cipher = provider == null
                ? Cipher.getInstance("AES/GCM/NoPadding")
                : Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private int highest() throws GeneralSecurityException {
        return Collections.list(store.aliases()).stream()
                .filter(alias -> alias.matches(NAME + "[0-9]{1,4}"))
                .mapToInt(alias -> Integer.parseInt(alias.substring(NAME.length())))
                .max()
                .orElseThrow(() -> new GeneralSecurityException("the key store has no key named " + NAME + "1"));
    }
}
