package io.shiming.vault.suite;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM, HMAC and HKDF with SHA-256, all by Tink over the JDK's own provider. */
final class AesPrimitives implements Primitives {
    // JDK 17 needs some 30 ms for 512 kB of GCM in one call and 2 ms in chunks of this size.
    private static final int CHUNK_BYTES = 64 * 1024;

    @Override
    public int keyBytes() {
        return 32;
    }

    @Override
    public byte[] encrypt(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException {
        return new AesGcmJce(key).encrypt(plain, context);
    }

    @Override
    public byte[] decrypt(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        return new AesGcmJce(key).decrypt(sealed, context);
    }

    @Override
    public Keyed keyed(byte[] key) throws GeneralSecurityException {
        var aes = new AesGcmJce(key);
        return new Keyed() {
            @Override
            public byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
                return aes.encrypt(plain, context);
            }

            @Override
            public byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
                return aes.decrypt(sealed, context);
            }
        };
    }

    @Override
    public Digester digester(byte[] key) throws GeneralSecurityException {
        var hmac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC")); // keeps a Mac for each thread
        return message -> hmac.compute(message, 32);
    }

    @Override
    public byte[] derive(byte[] key, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        return Hkdf.computeHkdf("HMACSHA256", key, salt, info, length);
    }

    @Override
    public byte[] encryptChunks(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException {
        var sealed = new ByteArrayOutputStream(plain.length + plain.length / 1024 + 128);
        try (var sealing = stream(key).newEncryptingStream(sealed, context)) {
            sealing.write(plain);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return sealed.toByteArray();
    }

    @Override
    public byte[] decryptChunks(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        try (var opening = stream(key).newDecryptingStream(new ByteArrayInputStream(sealed), context)) {
            return opening.readAllBytes();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static StreamingAead stream(byte[] key) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key, "HMACSHA256", 32, CHUNK_BYTES, 0);
    }
}
