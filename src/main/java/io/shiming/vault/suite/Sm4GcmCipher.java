package io.shiming.vault.suite;

import com.google.crypto.tink.subtle.Random;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * SM4-GCM under one key. Nonce, ciphertext and tag stand in that order.
 *
 * <p>An instance of Bouncy Castle's cipher costs a third of sealing a record, its tables included, so one is kept; who finds
 * it in use makes another. It goes with this object, and the key with it.
 */
final class Sm4GcmCipher implements Primitives.Keyed {
    private final SecretKeySpec key;
    private final AtomicReference<Cipher> idle = new AtomicReference<>();

    Sm4GcmCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "SM4");
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
        byte[] nonce = Random.randBytes(Primitives.NONCE_BYTES);
        byte[] sealed = Arrays.copyOf(nonce, nonce.length + plain.length + Primitives.TAG_BYTES);
        Cipher cipher = ready(Cipher.ENCRYPT_MODE, nonce, context);
        cipher.doFinal(plain, 0, plain.length, sealed, nonce.length);
        idle.set(cipher);
        return sealed;
    }

    @Override
    public byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        if (sealed.length < Primitives.NONCE_BYTES + Primitives.TAG_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        Cipher cipher = ready(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, Primitives.NONCE_BYTES), context);
        byte[] plain = cipher.doFinal(sealed, Primitives.NONCE_BYTES, sealed.length - Primitives.NONCE_BYTES);
        idle.set(cipher); // not one that has just refused
        return plain;
    }

    private Cipher ready(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher kept = idle.getAndSet(null);
        Cipher cipher = kept == null ? SmPrimitives.cipher() : kept;
        cipher.init(mode, key, new GCMParameterSpec(8 * Primitives.TAG_BYTES, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
