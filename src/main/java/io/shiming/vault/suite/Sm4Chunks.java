package io.shiming.vault.suite;

import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Large values under SM4, in the layout of Tink's AES-GCM-HKDF streaming: a fresh key from the field's key, a random salt
 * and the context; then chunks whose nonce is random prefix, chunk number and last-flag, so that a moved, missing or
 * added chunk does not open (Hoang, Reyhanitabar, Rogaway and Vizár 2015, STREAM).
 *
 * <p>Salt, 16 bytes | nonce prefix, 7 bytes | chunks of 64 KiB and a tag each.
 */
final class Sm4Chunks {
    private static final int SALT_BYTES = 16;
    private static final int PREFIX_BYTES = 7;
    private static final int PLAIN_CHUNK = 64 * 1024;
    private static final int SEALED_CHUNK = PLAIN_CHUNK + Primitives.TAG_BYTES;

    private Sm4Chunks() {}

    static byte[] seal(Primitives sm, byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException {
        byte[] salt = Random.randBytes(SALT_BYTES);
        byte[] prefix = Random.randBytes(PREFIX_BYTES);
        byte[] once = sm.derive(key, salt, context, sm.keyBytes());
        int chunks = chunks(plain.length, PLAIN_CHUNK);
        var sealed = ByteBuffer.allocate(SALT_BYTES + PREFIX_BYTES + plain.length + chunks * Primitives.TAG_BYTES);
        sealed.put(salt).put(prefix);
        run(Cipher.ENCRYPT_MODE, once, prefix, context, ByteBuffer.wrap(plain), PLAIN_CHUNK, sealed);
        return sealed.array();
    }

    static byte[] open(Primitives sm, byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        int body = sealed.length - SALT_BYTES - PREFIX_BYTES;
        int chunks = chunks(body, SEALED_CHUNK);
        if (body - (chunks - 1) * SEALED_CHUNK < Primitives.TAG_BYTES) { // the last chunk may be cut
            throw new GeneralSecurityException("too short");
        }
        byte[] salt = Arrays.copyOf(sealed, SALT_BYTES);
        byte[] prefix = Arrays.copyOfRange(sealed, SALT_BYTES, SALT_BYTES + PREFIX_BYTES);
        byte[] once = sm.derive(key, salt, context, sm.keyBytes());
        var plain = ByteBuffer.allocate(body - chunks * Primitives.TAG_BYTES);
        var rest = ByteBuffer.wrap(sealed, SALT_BYTES + PREFIX_BYTES, body);
        run(Cipher.DECRYPT_MODE, once, prefix, context, rest, SEALED_CHUNK, plain);
        return plain.array();
    }

    /** Also an empty value has one chunk, the last. */
    private static int chunks(int length, int size) {
        return Math.max(1, (length + size - 1) / size);
    }

    private static void run(
            int mode, byte[] key, byte[] prefix, byte[] context, ByteBuffer in, int size, ByteBuffer out)
            throws GeneralSecurityException {
        int number = 0;
        boolean last;
        try {
            do {
                int length = Math.min(size, in.remaining());
                last = length == in.remaining();
                byte[] nonce = nonce(prefix, number++, last);
                out.put(SmPrimitives.gcm(mode, key, nonce, context)
                        .doFinal(in.array(), in.arrayOffset() + in.position(), length));
                in.position(in.position() + length);
            } while (!last);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] nonce(byte[] prefix, int number, boolean last) {
        return ByteBuffer.allocate(Primitives.NONCE_BYTES)
                .put(prefix)
                .putInt(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
