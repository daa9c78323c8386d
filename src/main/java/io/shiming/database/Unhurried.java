package io.shiming.database;

import java.sql.Connection;
import java.sql.SQLException;

/** While it is open, statements of the connection's transaction may take as long as they need. */
public final class Unhurried implements AutoCloseable {
    private final Connection connection;
    private final int usual;

    private Unhurried(Connection connection, int usual) {
        this.connection = connection;
        this.usual = usual;
    }

    /** Lifts the limits of the database and of the connection. */
    public static Unhurried on(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
        }
        var unhurried = new Unhurried(connection, connection.getNetworkTimeout());
        connection.setNetworkTimeout(Runnable::run, 0);
        return unhurried;
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) connection.setNetworkTimeout(Runnable::run, usual);
    }
}
