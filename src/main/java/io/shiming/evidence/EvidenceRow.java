package io.shiming.evidence;

import io.shiming.access.Actor;
import io.shiming.audit.row.RowDigest;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.UUID;

/** An image as it is stored. Its id outside is that of its first entry, which cannot be guessed and is no secret. */
final class EvidenceRow {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    final Actor actor;
    final long evidence;
    final UUID publicId;
    final EvidenceKind kind;
    final Sealed sealed;
    final WrappedPersonKey key;
    final Instant takenAt;
    private final byte[] salt = RowDigest.newSalt();

    EvidenceRow(
            Actor actor,
            long evidence,
            UUID publicId,
            EvidenceKind kind,
            Sealed sealed,
            WrappedPersonKey key,
            Instant takenAt) {
        this.actor = actor;
        this.evidence = evidence;
        this.publicId = publicId;
        this.kind = kind;
        this.sealed = sealed;
        this.key = key;
        this.takenAt = takenAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Binds the row to its entry by the hash of the ciphertext. */
    String digest() {
        var columns = new TreeMap<String, String>();
        columns.put("operator", Integer.toString(actor.operator()));
        columns.put("evidence", Long.toString(evidence));
        columns.put("publicId", publicId.toString());
        columns.put("kind", kind.label());
        columns.put("sealedHash", RowDigest.hashOf(sealed.bytes()));
        columns.put("takenAt", MICROSECONDS.format(takenAt));
        return RowDigest.of("evidence", salt, columns);
    }

    byte[] salt() {
        return salt.clone();
    }
}
