package io.shiming.registration.person;

import io.shiming.database.Row;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Two documents that are to be joined. The transaction holds the rows of both people.
 *
 * @param registration the registration of the one document that tells of the join
 * @param ordinal of the joins of this registration
 * @param otherRegistration the registration of the other document
 */
record DocumentPair(
        long person,
        long registration,
        UUID publicId,
        int ordinal,
        SealedDocument sealed,
        long other,
        long otherRegistration,
        UUID otherPublicId,
        SealedDocument otherSealed) {

    static DocumentPair read(int operator, Row row) throws SQLException {
        long person = row.number("person");
        long other = row.number("other");
        return new DocumentPair(
                person,
                row.number("registration"),
                row.uuid("public_id"),
                (int) row.number("ordinal"),
                SealedDocument.read(operator, person, row, ""),
                other,
                row.number("other_registration"),
                row.uuid("other_public_id"),
                SealedDocument.read(operator, other, row, "other_"));
    }
}
