package io.shiming.registration.rekeying;

import io.shiming.registration.integrity.Bound;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A sealed identity with what it takes to open it, for a rotation. */
record SealedIdentity(int operator, long person, long registration, int version, Sealed sealed, WrappedPersonKey key) {
    /** The columns {@link #read} reads, of an identity version i and a person's key k. */
    static final String COLUMNS =
            "i.person_id, i.registration_id, i.version, i.sealed, k.wrapped," + " k.operator_key_version, k.commit_key";

    private static final String REBIND = "SELECT registry.rebind_identity(?, ?, ?, ?, %d)";

    static SealedIdentity read(int operator, ResultSet row) throws SQLException {
        return new SealedIdentity(
                operator,
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                Sealed.of(row.getBytes(4)),
                WrappedPersonKey.of(row.getBytes(5), row.getInt(6), row.getBytes(7)));
    }

    Place place() {
        return IdentityPlace.of(operator, person, registration, version);
    }

    /** Its row, as an entry binds it. */
    Bound bound() {
        return Bound.of(operator, BoundRows.IDENTITY + version, REBIND.formatted(version), person, registration);
    }
}
