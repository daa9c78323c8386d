package io.shiming.audit.note;

import com.google.crypto.tink.subtle.Ed25519Verify;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The public key of a signer of notes: an Ed25519 key with a name (C2SP signed-note, signature type 0x01).
 * Pinned by the reader; a note never brings its own key.
 */
public final class NoteKey {
    private static final byte ED25519 = 1;
    private static final int ID_LENGTH = 4;
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x2a\\x2c-\\x7e]{1,200}");
    private static final Pattern WRITTEN = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final String name;
    private final byte type;
    private final byte[] publicKey;
    private final byte[] id;

    private NoteKey(String name, byte[] publicKey, byte type) {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("a key name has no space and no plus");
        if (publicKey.length != Ed25519Verify.PUBLIC_KEY_LEN) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
        }
        this.name = name;
        this.type = type;
        this.publicKey = publicKey.clone();
        this.id = idOf(name, typed());
    }

    /** The key with this name (printable ASCII without space and plus) and these 32 bytes. */
    public static NoteKey of(String name, byte[] publicKey) {
        return of(name, publicKey, ED25519);
    }

    /** The same for another use of such a key, whose signature type keeps the uses apart. */
    static NoteKey of(String name, byte[] publicKey, byte type) {
        return new NoteKey(name, publicKey, type);
    }

    /** Reads the form {@code name+id+base64}; anything else is an {@link IllegalArgumentException}. */
    public static NoteKey parse(String vkey) {
        return parse(vkey, ED25519);
    }

    static NoteKey parse(String vkey, byte type) {
        var parts = WRITTEN.matcher(vkey);
        if (!parts.matches()) throw new IllegalArgumentException("not a verifier key");
        byte[] key = Base64.getDecoder().decode(parts.group(3));
        if (key.length == 0 || key[0] != type) throw new IllegalArgumentException("not a verifier key of this type");
        var parsed = new NoteKey(parts.group(1), Arrays.copyOfRange(key, 1, key.length), type);
        if (!parsed.toString().equals(vkey))
            throw new IllegalArgumentException("the key id does not belong to the key");
        return parsed;
    }

    /** The same key under another name, as a log has it in another epoch. */
    public NoteKey named(String other) {
        return new NoteKey(other, publicKey, type);
    }

    /** Who signs. */
    public String name() {
        return name;
    }

    /** Whether the signature over the text is this key's. A signature that is not 64 bytes long never is. */
    boolean signed(byte[] text, byte[] signature) {
        if (signature.length != Ed25519Verify.SIGNATURE_LEN) return false; // JDK 17 would take 65 bytes (Wycheproof)
        try {
            new Ed25519Verify(publicKey).verify(signature, text);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The line under a note that carries this key's signature. */
    String line(byte[] signature) {
        return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(join(id, signature)) + "\n";
    }

    /** The signature in a line's value, or nothing if another key made it. */
    byte[] signatureIn(byte[] value) {
        boolean mine = value.length > ID_LENGTH && Arrays.equals(value, 0, ID_LENGTH, id, 0, ID_LENGTH);
        return mine ? Arrays.copyOfRange(value, ID_LENGTH, value.length) : new byte[0];
    }

    /** The verifier key to hand out: {@code name+id+base64}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(id) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    private byte[] typed() {
        return join(new byte[] {type}, publicKey);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] idOf(String name, byte[] typed) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update((name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return Arrays.copyOf(sha.digest(typed), ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
