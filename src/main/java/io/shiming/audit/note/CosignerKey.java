package io.shiming.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The public key of a witness: Ed25519, signature type 0x04, {@code cosignature/v1} (C2SP tlog-cosignature). A cosignature
 * says that at its time the witness had seen no history but this one.
 */
public final class CosignerKey {
    private static final byte COSIGNATURE_V1 = 4;
    private static final int TIME_LENGTH = Long.BYTES;

    private final NoteKey key;

    private CosignerKey(NoteKey key) {
        this.key = key;
    }

    /** The key with this name and these 32 bytes. */
    public static CosignerKey of(String name, byte[] publicKey) {
        return new CosignerKey(NoteKey.of(name, publicKey, COSIGNATURE_V1));
    }

    /** Reads the form {@code name+id+base64}; anything else is an {@link IllegalArgumentException}. */
    public static CosignerKey parse(String vkey) {
        return new CosignerKey(NoteKey.parse(vkey, COSIGNATURE_V1));
    }

    /** Who cosigns. */
    public String name() {
        return key.name();
    }

    /** The signature line for this checkpoint at this time, in whole seconds, with its line feed. */
    public String cosign(SignedNote checkpoint, Instant time, UnaryOperator<byte[]> signer) {
        long seconds = time.getEpochSecond();
        byte[] signature = signer.apply(message(seconds, checkpoint.text()));
        return key.line(ByteBuffer.allocate(TIME_LENGTH + signature.length)
                .putLong(seconds)
                .put(signature)
                .array());
    }

    /** When this witness cosigned the note; none if it did not, or not validly. */
    public Optional<Instant> cosigned(SignedNote note) {
        for (String value : note.valuesOf(key.name())) {
            byte[] timed = key.signatureIn(Base64.getDecoder().decode(value));
            if (timed.length <= TIME_LENGTH) continue;
            long seconds = ByteBuffer.wrap(timed).getLong();
            byte[] signature = Arrays.copyOfRange(timed, TIME_LENGTH, timed.length);
            if (seconds > 0 && key.signed(message(seconds, note.text()), signature)) {
                return Optional.of(Instant.ofEpochSecond(seconds));
            }
        }
        return Optional.empty();
    }

    /** The verifier key to hand out: {@code name+id+base64}. */
    @Override
    public String toString() {
        return key.toString();
    }

    private static byte[] message(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(UTF_8);
    }
}
