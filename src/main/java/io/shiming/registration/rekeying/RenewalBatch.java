package io.shiming.registration.rekeying;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.ServiceItself;
import io.shiming.database.OperatorEntry;
import io.shiming.database.Unhurried;
import io.shiming.problem.Problem;
import io.shiming.vault.BatchResult;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of a rotation: the rows are locked, the log is told how many there are, and only then is a seal opened; all of
 * it in one transaction. Rows that a signing holds are left for the next pass. What does not open stays as it is.
 */
@ApplicationScoped
class RenewalBatch {
    static final String JOB = "key-rotation";

    private final AgroalDataSource source;
    private final AuditLog log;
    private final Clock clock;

    RenewalBatch(AgroalDataSource source, AuditLog log, Clock clock) {
        this.source = source;
        this.log = log;
        this.clock = clock;
    }

    /** Reads what a row holds sealed. */
    interface Reading<T> {
        T of(int operator, ResultSet row) throws SQLException;
    }

    /** Renews one row. */
    interface Renewal<T> {
        void of(T sealed, Connection batch) throws SQLException;
    }

    /** Does the batch that the query finds, whose first column is the id that batches are ordered by. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> BatchResult run(
            int operator, String query, Reading<T> reading, Renewal<T> renewal, Object... parameters) {
        try (var connection = entered(operator)) {
            var found = new ArrayList<T>();
            long last = 0;
            int damaged = 0;
            try (var rows = prepared(connection, query, parameters);
                    var row = rows.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    damaged += add(found, reading, operator, row) ? 0 : 1;
                }
            }
            int seen = found.size() + damaged;
            if (seen > 0) {
                log.appendWithin(Entry.by(new ServiceItself(operator, JOB), Act.KEY_ROTATED, clock)
                        .count(seen)
                        .allowed());
            }
            for (var sealed : found) {
                damaged += renewed(renewal, sealed, connection) ? 0 : 1;
            }
            return new BatchResult(last, seen, damaged);
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** A count, which may take as long as it needs. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public long count(int operator, String query, Object... parameters) {
        return numbers(operator, query, parameters).get(0);
    }

    /** The first column of every row, a number; it may take as long as it needs. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Long> numbers(int operator, String query, Object... parameters) {
        try (var connection = entered(operator);
                var unhurried = Unhurried.on(connection)) {
            try (var rows = prepared(connection, query, parameters);
                    var row = rows.executeQuery()) {
                var numbers = new ArrayList<Long>();
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
                return numbers;
            }
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** Executes one statement of a batch. */
    static void execute(Connection batch, String sql, Object... parameters) throws SQLException {
        try (var statement = prepared(batch, sql, parameters)) {
            statement.execute();
        }
    }

    private Connection entered(int operator) throws SQLException {
        var connection = source.getConnection();
        OperatorEntry.enter(connection, operator);
        return connection;
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @SuppressWarnings("UnusedException") // an Unopenable says nothing, by design
    private static <T> boolean add(List<T> found, Reading<T> reading, int operator, ResultSet row) throws SQLException {
        try {
            return found.add(reading.of(operator, row));
        } catch (Unopenable damaged) {
            return false;
        }
    }

    @SuppressWarnings("UnusedException")
    private static <T> boolean renewed(Renewal<T> renewal, T sealed, Connection batch) throws SQLException {
        try {
            renewal.of(sealed, batch);
            return true;
        } catch (Unopenable damaged) {
            return false;
        }
    }
}
