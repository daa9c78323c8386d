package io.shiming.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Enters an operator: to the end of the transaction, row-level security shows and takes the rows of this operator only. A
 * function of the schema does so itself ({@code registry.enter}); this is for statements that call none.
 */
public final class OperatorEntry {
    private static final String ENTER = "SELECT registry.enter(?)";

    private OperatorEntry() {}

    /** Enters the operator in the connection's transaction. */
    public static void enter(Connection connection, int operator) throws SQLException {
        try (var statement = connection.prepareStatement(ENTER)) {
            statement.setShort(1, (short) operator);
            statement.execute();
        }
    }
}
