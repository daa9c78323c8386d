package io.shiming.registration.integrity;

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
public record Bound(int operator, String read, String keep, boolean ofRegistration, Object... ids) {
    private static final String ROW = "SELECT b.name, b.public_id, b.entry_id, b.salt, b.columns::text, e.bytes FROM ("
            + SweepStep.boundRows() + ") b JOIN audit.entry e ON e.entry_id = b.entry_id"
            + " WHERE b.person_id = ? AND b.registration_id = ? AND b.name = '%s'";
    private static final String CONTRACT = "UPDATE registry.registration SET contract_entry_id = ?, contract_salt = ?"
            + " WHERE person_id = ? AND registration_id = ?";

    public static Bound contract(int operator, long person, long registration) {
        return of(operator, BoundRows.CONTRACT, CONTRACT, person, registration);
    }

    /**
     * One of the rows of a registration.
     *
     * @param name as its digest is named
     */
    public static Bound of(int operator, String name, String keep, long person, long registration) {
        return new Bound(operator, ROW.formatted(name), keep, true, person, registration);
    }

    /** The statement that reads it. */
    public PreparedStatement query(Connection connection) throws SQLException {
        var query = connection.prepareStatement(read);
        for (int i = 0; i < ids.length; i++) {
            query.setObject(i + 1, ids[i]);
        }
        return query;
    }

    /** Has it stand by another entry from now on. */
    public void keep(Connection connection, Object entry, byte[] salt) throws SQLException {
        try (var statement = connection.prepareStatement(keep)) {
            statement.setObject(1, entry);
            statement.setBytes(2, salt);
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 3, ids[i]);
            }
            statement.execute();
        }
    }
}
