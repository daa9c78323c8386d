package io.shiming.registration.person;

import io.shiming.database.Row;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;

/** The newest identity that was signed with a document, still sealed. */
record SealedDocument(Place place, WrappedPersonKey key, Sealed sealed) {
    /** Reads the columns of {@code registry.sealed_of} under their prefix. */
    static SealedDocument read(int operator, long person, Row row, String prefix) throws SQLException {
        return new SealedDocument(
                IdentityPlace.of(
                        operator, person, row.number(prefix + "registration"), (int) row.number(prefix + "version")),
                WrappedPersonKey.of(
                        row.bytes(prefix + "wrapped"),
                        (int) row.number(prefix + "operator_key_version"),
                        row.bytes(prefix + "commit_key")),
                Sealed.of(row.bytes(prefix + "sealed")));
    }
}
