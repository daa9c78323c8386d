package io.shiming.running;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks behind the grants. */
@ApplicationScoped
class Superuser {
    private final PGSimpleDataSource server = new PGSimpleDataSource();

    Superuser(
            @ConfigProperty(name = "shiming.test.superuser.url") String url,
            @ConfigProperty(name = "shiming.test.superuser.password") String password) {
        server.setURL(url);
        server.setUser("postgres");
        server.setPassword(password);
    }

    void run(String... statements) {
        try (var connection = server.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A transaction that has run this and goes on, with the locks it took, until it is closed. */
    Connection holding(String sql) throws SQLException {
        var connection = server.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    /** The SQLSTATE with which the statement fails, or 00000 when it does not; nothing of it stays either way. */
    String stateOf(String role, String sql) {
        try (var connection = as(role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            connection.rollback();
            return "00000";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    long number(String sql, Object... values) {
        return Long.parseLong(texts(sql, values).get(0));
    }

    /** The first column of every row. */
    List<String> texts(String sql, Object... values) {
        try (var connection = server.getConnection()) {
            return read(connection, sql, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What a session of this role counts in the table, for this operator or, with null, for none. */
    long visible(String role, String operator, String table, String where) {
        try (var connection = as(role)) {
            if (operator != null) {
                read(connection, "SELECT set_config('shiming.operator', ?, true)", operator);
            }
            return Long.parseLong(read(connection, "SELECT count(*) FROM " + table + " WHERE " + where)
                    .get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The same count by each role, in one snapshot: what others write meanwhile is seen by none of them. */
    List<String> visibleAtOnce(List<String> roles, String operator, String table, String where) {
        var counts = new ArrayList<String>();
        try (var connection = server.getConnection();
                var role = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            read(connection, "SELECT set_config('shiming.operator', ?, true)", operator);
            for (var each : roles) {
                role.execute("SET LOCAL ROLE " + each);
                counts.addAll(read(connection, "SELECT count(*) FROM " + table + " WHERE " + where));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Connection as(String role) throws SQLException {
        var connection = server.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + role);
        }
        return connection;
    }

    private static List<String> read(Connection connection, String sql, Object... values) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<String>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }
}
