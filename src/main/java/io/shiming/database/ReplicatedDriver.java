package io.shiming.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's driver, for every pool of the service. A commit is reported as done only if a synchronous standby, where
 * there is one, has it too: see {@link ReplicatedConnection}. Whether the server can be reached is noted in
 * {@link DatabaseReach}.
 */
public final class ReplicatedDriver implements Driver {
    private final Driver postgres = new org.postgresql.Driver();

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        try {
            var connection = postgres.connect(url, info);
            if (connection == null) return null;
            DatabaseReach.reached();
            return ReplicatedConnection.of(connection);
        } catch (SQLException failure) {
            DatabaseReach.failed(failure);
            throw failure;
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return postgres.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return postgres.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return postgres.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return postgres.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return postgres.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return postgres.getParentLogger();
    }
}
