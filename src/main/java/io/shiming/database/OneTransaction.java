package io.shiming.database;

import io.shiming.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Several calls that are done together or not at all, where one function would be two rules in one. */
public final class OneTransaction {
    private OneTransaction() {}

    /** What is done in the transaction; it may roll back itself, and then nothing is committed. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work; any exception rolls everything back. */
        T in(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits. A {@link Problem} UNAVAILABLE may mean that the outcome of the commit is unknown: the
     * caller repeats with the same Idempotency-Key.
     */
    public static <T> T run(DataSource source, Work<T> work) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.in(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                end(connection, done);
            }
        } catch (SQLException failure) {
            throw Problem.unavailable(failure);
        }
    }

    private static void end(Connection connection, boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException lost) { // the server rolls back what a lost connection leaves; the pool drops it
            return;
        }
    }
}
