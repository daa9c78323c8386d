package io.shiming.registration.pending;

import io.shiming.database.Row;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** An application that the authority has not answered yet, still sealed. */
record WaitingApplication(
        int operator,
        long person,
        long registration,
        UUID publicId,
        String serviceType,
        Instant signedAt,
        int version,
        Sealed sealed,
        WrappedPersonKey key) {

    static WaitingApplication read(int operator, Row row) throws SQLException {
        return new WaitingApplication(
                operator,
                row.number("person"),
                row.number("registration"),
                row.uuid("public_id"),
                row.text("service_type"),
                row.instant("signed_at"),
                (int) row.number("version"),
                Sealed.of(row.bytes("sealed")),
                WrappedPersonKey.of(
                        row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key")));
    }

    Place place() {
        return IdentityPlace.of(operator, person, registration, version);
    }
}
