package io.shiming.audit;

import io.shiming.audit.tree.Hash;
import java.util.UUID;

/**
 * What the caller keeps, to check later that the log still has the entry; it finds a truncated log, also one cut before
 * the entry got its place.
 *
 * @param entryId the entry's id
 * @param leafHash the hash of its leaf, 64 hexadecimal digits
 */
public record Receipt(UUID entryId, String leafHash) {
    /** The receipt for what {@code audit.append} and its sisters answered. */
    public static Receipt of(UUID entryId, byte[] leafHash) {
        return new Receipt(entryId, Hash.of(leafHash).hex());
    }

    /** The value of the header {@code Audit-Entry}. */
    @Override
    public String toString() {
        return entryId + " " + leafHash;
    }
}
