package io.shiming.registration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One stored row that an entry of the log binds: how it is read as it is digested, and how another entry is put in its
 * place. The statements of each take the same ids.
 *
 * @param read gives name, public_id, entry_id, salt and columns of the row, and the bytes of its entry
 * @param keep takes an entry's id and a salt before the ids
 * @param ofRegistration whether its entries name the registration that public_id is the id of
 */
record Bound(int operator, String read, String keep, boolean ofRegistration, Object... ids) {
    private static final String ROW = "SELECT b.name, b.public_id, b.entry_id, b.salt, b.columns::text, e.bytes FROM ("
            + SweepStep.boundRows() + ") b JOIN audit.entry e ON e.entry_id = b.entry_id"
            + " WHERE b.person_id = ? AND b.registration_id = ? AND b.name = '%s'";
    private static final String CONTRACT = "UPDATE registry.registration SET contract_entry_id = ?, contract_salt = ?"
            + " WHERE person_id = ? AND registration_id = ?";
    private static final String IDENTITY = "SELECT registry.rebind_identity(?, ?, ?, ?, %d)";
    private static final String IMAGE = "UPDATE registry.evidence SET entry_id = ?, row_salt = ?"
            + " WHERE person_id = ? AND registration_id = ? AND ordinal = %d";

    // As EvidenceRow digests it when it is taken: no registration has it yet, so it is not among the bound rows.
    private static final String UNUSED_ROW = "SELECT 'evidence' AS name, i.public_id, i.entry_id, i.row_salt AS salt,"
            + " jsonb_build_object('operator', i.operator_id::text, 'evidence', i.evidence_id::text,"
            + " 'publicId', i.public_id::text, 'kind', i.kind, 'sealedHash', encode(i.sealed_hash, 'hex'),"
            + " 'takenAt', to_char(i.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))::text AS columns,"
            + " e.bytes FROM registry.evidence i JOIN audit.entry e ON e.entry_id = i.entry_id WHERE i.evidence_id = ?";
    private static final String UNUSED =
            "UPDATE registry.evidence SET entry_id = ?, row_salt = ? WHERE evidence_id = ?";

    static Bound contract(int operator, long person, long registration) {
        return new Bound(operator, row(BoundRows.CONTRACT), CONTRACT, true, person, registration);
    }

    static Bound identity(SealedIdentity identity) {
        return new Bound(
                identity.operator(),
                row(BoundRows.IDENTITY + identity.version()),
                IDENTITY.formatted(identity.version()),
                true,
                identity.person(),
                identity.registration());
    }

    static Bound image(SealedImage image) {
        return image.used()
                ? new Bound(
                        image.operator(),
                        row(BoundRows.EVIDENCE + image.ordinal()),
                        IMAGE.formatted(image.ordinal()),
                        true,
                        image.person(),
                        image.registration())
                : new Bound(image.operator(), UNUSED_ROW, UNUSED, false, image.evidence());
    }

    /** The statement that reads it. */
    PreparedStatement query(Connection connection) throws SQLException {
        var query = connection.prepareStatement(read);
        for (int i = 0; i < ids.length; i++) {
            query.setObject(i + 1, ids[i]);
        }
        return query;
    }

    /** Has it stand by another entry from now on. */
    void keep(Connection connection, Object entry, byte[] salt) throws SQLException {
        try (var statement = connection.prepareStatement(keep)) {
            statement.setObject(1, entry);
            statement.setBytes(2, salt);
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 3, ids[i]);
            }
            statement.execute();
        }
    }

    private static String row(String name) {
        return ROW.formatted(name);
    }
}
