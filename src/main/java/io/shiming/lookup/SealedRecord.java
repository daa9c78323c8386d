package io.shiming.lookup;

import io.shiming.database.Row;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** A registration that was found and whose finding is in the log; still sealed. */
public record SealedRecord(
        int operator,
        long person,
        long registration,
        int version,
        UUID publicId,
        String serviceType,
        String status,
        Instant signedAt,
        boolean minorApproved,
        Sealed sealed,
        WrappedPersonKey key) {

    static SealedRecord read(int operator, Row row) throws SQLException {
        var line = row.textOrNull("line_status");
        return new SealedRecord(
                operator,
                row.number("person"),
                row.number("registration"),
                (int) row.number("version"),
                row.uuid("public_id"),
                row.text("service_type"),
                line == null ? row.text("registration_status") : line,
                row.instant("signed_at"),
                row.flag("minor_approved"),
                Sealed.of(row.bytes("sealed")),
                WrappedPersonKey.of(
                        row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key")));
    }

    /** The same for a row of an export, which is not found by a lookup. */
    public static SealedRecord exported(int operator, Row row) throws SQLException {
        return new SealedRecord(
                operator,
                row.number("person"),
                row.number("registration"),
                (int) row.number("version"),
                row.uuid("public_id"),
                row.text("service_type"),
                row.text("line_status"),
                row.instant("signed_at"),
                false,
                Sealed.of(row.bytes("sealed")),
                WrappedPersonKey.of(
                        row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key")));
    }

    /** The same registration with another version of its identity. */
    SealedRecord ofVersion(int wanted, Sealed itsSeal) {
        return new SealedRecord(
                operator,
                person,
                registration,
                wanted,
                publicId,
                serviceType,
                status,
                signedAt,
                minorApproved,
                itsSeal,
                key);
    }

    public Place place() {
        return IdentityPlace.of(operator, person, registration, version);
    }
}
