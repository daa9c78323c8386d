package io.shiming.registration;

import io.shiming.evidence.EvidencePlace;
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
}
