package io.shiming.vault;

import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stored form of a sealed value, pinned by golden vectors:
 *
 * <p>format, 1 byte | suite, 1 byte | version of the person's key, 2 bytes big-endian | key commitment, 32 bytes | body.
 *
 * <p>Format 1: the body is nonce, ciphertext and tag. Format 2, above 64 KiB: chunks whose order and end are bound.
 *
 * <p>The commitment is there because GCM does not commit to its key: without it, one ciphertext can be made that opens
 * under two keys. It and the cipher's key are the two halves of one HKDF output.
 */
final class Envelope {
    static final int HEADER_BYTES = 4;
    static final int COMMITMENT_BYTES = 32;
    static final int BODY_AT = HEADER_BYTES + COMMITMENT_BYTES;
    static final int CHUNKED_ABOVE = 64 * 1024;

    private static final byte WHOLE = 1;
    private static final byte CHUNKED = 2;

    private Envelope() {}

    /** The field's key under that version of the person's key, in that suite, or {@link Unopenable}. */
    interface Fields {
        FieldKey of(int version, Suite suite);
    }

    static Sealed seal(FieldKey field, int version, Place place, byte[] plain) {
        byte format = plain.length > CHUNKED_ABOVE ? CHUNKED : WHOLE;
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(format)
                .put((byte) field.suite.number())
                .putShort((short) version)
                .array();
        byte[] binding = place.binding(header);
        byte[] body = CryptoCalls.loudly(
                () -> format == WHOLE ? field.encrypt(plain, binding) : field.encryptChunks(plain, binding));
        return Sealed.of(ByteBuffer.allocate(BODY_AT + body.length)
                .put(header)
                .put(field.commitment())
                .put(body)
                .array());
    }

    /** The plaintext, the caller's to wipe. Everything that may be wrong is {@link Unopenable}. */
    static byte[] open(Fields fields, Place place, byte[] sealed) {
        if (sealed.length < BODY_AT + Primitives.NONCE_BYTES + Primitives.TAG_BYTES) {
            throw new Unopenable();
        }
        byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
        byte format = header[0];
        Suite suite = Suite.numbered(header[1]);
        if (format != WHOLE && format != CHUNKED) {
            throw new Unopenable();
        }
        int version = Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(2));
        byte[] body = Arrays.copyOfRange(sealed, BODY_AT, sealed.length);
        byte[] binding = place.binding(header);
        return CryptoCalls.asUnopenable(() -> {
            FieldKey field = fields.of(version, suite);
            field.mustHaveMade(Arrays.copyOfRange(sealed, HEADER_BYTES, BODY_AT));
            return format == WHOLE ? field.decrypt(body, binding) : field.decryptChunks(body, binding);
        });
    }
}
