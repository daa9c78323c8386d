package io.shiming.vault;

import io.quarkus.agroal.DataSource;
import io.shiming.database.Unhurried;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The keyring as the custodian may change it: datasource {@code keyring}, role shiming_keyring. An instance that has no
 * such datasource serves requests and can neither rotate nor destroy a key.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class KeyringAdmin {
    private final Supplier<javax.sql.DataSource> database;
    private final BooleanSupplier present;

    @Inject
    KeyringAdmin(@DataSource("keyring") Instance<javax.sql.DataSource> custodian) {
        this(
                () -> {
                    if (!custodian.isResolvable()) {
                        throw new IllegalStateException("this instance has no datasource named keyring");
                    }
                    return custodian.get();
                },
                custodian::isResolvable);
    }

    KeyringAdmin(Supplier<javax.sql.DataSource> database) {
        this(database, () -> true);
    }

    private KeyringAdmin(Supplier<javax.sql.DataSource> database, BooleanSupplier present) {
        this.database = database;
        this.present = present;
    }

    /** Whether this instance has the datasource. */
    boolean present() {
        return present.getAsBoolean();
    }

    /** Work on the keyring. */
    interface Work<T> {
        T on(Connection keyring) throws SQLException;
    }

    /** Does the work in one transaction of its own. */
    <T> T inTransaction(Work<T> work) {
        try (var connection = database.get().getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** One statement with numbers and texts as parameters, in a transaction of its own; the rows it changed. */
    int change(String sql, Object... parameters) {
        return inTransaction(keyring -> {
            try (var statement = prepared(keyring, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    /** The number that a query gives, which may take as long as it needs. */
    long number(String sql, Object... parameters) {
        return inTransaction(keyring -> {
            try (var unhurried = Unhurried.on(keyring);
                    var query = prepared(keyring, sql, parameters)) {
                var row = query.executeQuery();
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static PreparedStatement prepared(Connection keyring, String sql, Object... parameters)
            throws SQLException {
        var statement = keyring.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
