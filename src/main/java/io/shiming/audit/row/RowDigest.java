package io.shiming.audit.row;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digest by which an entry binds a stored row: SHA-256 over a salt of the write and the row's columns as RFC 8785 JSON.
 * The row keeps the salt and the entry's id, the entry the digest, so that neither can be changed without the other.
 * Columns hold ciphertext, keyed indexes, codes and times only; the salt keeps equal rows from having equal digests.
 */
public final class RowDigest {
    /** Bytes of a salt. */
    public static final int SALT_LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RowDigest() {}

    /** A fresh salt, one for all rows of a write. */
    public static byte[] newSalt() {
        var salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** SHA-256 of a ciphertext that is too large to be digested with its row, 64 hexadecimal digits. */
    public static String hashOf(byte[] ciphertext) {
        return HexFormat.of().formatHex(sha256().digest(ciphertext));
    }

    /**
     * What the entry says of the row: its name, a space, 64 hexadecimal digits.
     *
     * @param name tells the rows of one registration apart, such as {@code identity/1}
     * @param columns texts by name; a column without a value is left out
     */
    public static String of(String name, byte[] salt, SortedMap<String, String> columns) {
        var sha = sha256();
        sha.update(salt);
        return name + " "
                + HexFormat.of().formatHex(sha.digest(CanonicalJson.write(new TreeMap<String, Object>(columns))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
