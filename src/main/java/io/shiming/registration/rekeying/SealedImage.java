package io.shiming.registration.rekeying;

import io.shiming.evidence.EvidencePlace;
import io.shiming.registration.integrity.Bound;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A sealed image with what it takes to open it, for a rotation.
 *
 * @param person whose registration it belongs to; 0 as long as no signing has used it
 * @param ordinal which of the registration's images
 */
record SealedImage(
        int operator, long evidence, long person, long registration, int ordinal, Sealed sealed, WrappedPersonKey key) {
    /** The columns {@link #read} reads, of an image e and its own key k. */
    static final String COLUMNS = "e.evidence_id, coalesce(e.person_id, 0), coalesce(e.registration_id, 0),"
            + " coalesce(e.ordinal, 0), e.sealed, k.wrapped, k.operator_key_version, k.commit_key";

    private static final String REBIND = "UPDATE registry.evidence SET entry_id = ?, row_salt = ?"
            + " WHERE person_id = ? AND registration_id = ? AND ordinal = %d";

    // As EvidenceRow digests it when it is taken: no registration has it yet, so it is not among the bound rows.
    private static final String UNUSED_ROW = "SELECT 'evidence' AS name, i.public_id, i.entry_id, i.row_salt AS salt,"
            + " jsonb_build_object('operator', i.operator_id::text, 'evidence', i.evidence_id::text,"
            + " 'publicId', i.public_id::text, 'kind', i.kind, 'sealedHash', encode(i.sealed_hash, 'hex'),"
            + " 'takenAt', to_char(i.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))::text AS columns,"
            + " e.bytes FROM registry.evidence i JOIN audit.entry e ON e.entry_id = i.entry_id WHERE i.evidence_id = ?";
    private static final String REBIND_UNUSED =
            "UPDATE registry.evidence SET entry_id = ?, row_salt = ? WHERE evidence_id = ?";

    static SealedImage read(int operator, ResultSet row) throws SQLException {
        return new SealedImage(
                operator,
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getInt(4),
                Sealed.of(row.getBytes(5)),
                WrappedPersonKey.of(row.getBytes(6), row.getInt(7), row.getBytes(8)));
    }

    Place place() {
        return EvidencePlace.of(operator, evidence);
    }

    boolean used() {
        return person != 0;
    }

    /** Its row, as an entry binds it. */
    Bound bound() {
        return used()
                ? Bound.of(operator, BoundRows.EVIDENCE + ordinal, REBIND.formatted(ordinal), person, registration)
                : new Bound(operator, UNUSED_ROW, REBIND_UNUSED, false, evidence);
    }
}
