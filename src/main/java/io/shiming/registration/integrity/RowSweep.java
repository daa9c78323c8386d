package io.shiming.registration.integrity;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.OperatorIds;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.ServiceItself;
import io.shiming.database.OperatorEntry;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.registration.store.RegistrationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Compares every registration with the log, round and round: a row that was edited, swapped, inserted, deleted or turned
 * back behind the service is named in an entry INTEGRITY_FAILED, in the service's log and in a metric. Several instances
 * may run; one sweeps an operator at a time, and a run goes on where the last one stopped.
 */
@ApplicationScoped
class RowSweep {
    private static final Logger LOG = Logger.getLogger(RowSweep.class);
    private static final String BEGIN =
            "INSERT INTO registry.row_sweep (operator_id) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String MARK = "SELECT person_id, registration_id, after_entry, passes FROM registry.row_sweep"
            + " WHERE operator_id = ? FOR UPDATE SKIP LOCKED";
    private static final String MOVE =
            "UPDATE registry.row_sweep SET person_id = ?, registration_id = ?, after_entry = ?,"
                    + " passes = ? WHERE operator_id = ?";

    private final AgroalDataSource source;
    private final OperatorIds operators;
    private final RegistrationConfig config;
    private final AuditLog log;
    private final LostRegistrations lost;
    private final Counter wrong;
    private final Clock clock;
    private final Set<Discrepancy> told = ConcurrentHashMap.newKeySet();

    RowSweep(
            AgroalDataSource source,
            OperatorIds operators,
            RegistrationConfig config,
            AuditLog log,
            LostRegistrations lost,
            MeterRegistry registry,
            Clock clock) {
        this.source = source;
        this.operators = operators;
        this.config = config;
        this.log = log;
        this.lost = lost;
        this.wrong = registry.counter("shiming.audit.rows.wrong");
        this.clock = clock;
    }

    @Scheduled(
            identity = "row-sweep",
            every = "${shiming.registration.sweep-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (int operator : operators.all()) {
            try {
                for (int step = 0; step < config.sweepSteps() && !step(operator); step++) {}
            } catch (RuntimeException | SQLException failure) {
                LOG.warnf("rows could not be compared with the log; the next run goes on: %s", Cause.named(failure));
            }
        }
    }

    /** Goes on to the end of a pass over this operator's rows. */
    void finishPass(int operator) throws SQLException {
        while (!step(operator)) {}
    }

    /** One stretch; true at the end of a pass, and when another instance is at it. */
    private boolean step(int operator) throws SQLException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(
                    Connection.TRANSACTION_REPEATABLE_READ); // rows and entries of one moment
            try {
                return step(connection, operator);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean step(Connection connection, int operator) throws SQLException {
        var step = new SweepStep(connection, operator);
        OperatorEntry.enter(connection, operator);
        begin(connection, operator);
        var marks = step.rows(MARK, SweepMark::read, (short) operator);
        if (marks.isEmpty()) return true;
        var mark = marks.get(0);
        var next = mark.inEntries()
                ? step.entries(mark, 10 * config.sweepBatch())
                : step.registrations(mark, config.sweepBatch());
        move(connection, operator, next);
        connection.commit();
        alarm(operator, step.found());
        return next.passes() > mark.passes();
    }

    private static void begin(Connection connection, int operator) throws SQLException {
        try (var begin = connection.prepareStatement(BEGIN)) {
            begin.setShort(1, (short) operator);
            begin.execute();
        }
    }

    private static void move(Connection connection, int operator, SweepMark to) throws SQLException {
        try (var move = connection.prepareStatement(MOVE)) {
            move.setLong(1, to.person());
            move.setLong(2, to.registration());
            move.setObject(3, to.entry());
            move.setLong(4, to.passes());
            move.setShort(5, (short) operator);
            move.executeUpdate();
        }
    }

    /**
     * Each finding is told once in the life of the process; it stays in the log for good. A lost registration is told once
     * and for all, and stays on the office's list until it is acknowledged.
     */
    private void alarm(int operator, List<Discrepancy> found) {
        for (var one : found) {
            if (told.contains(one)) continue;
            var entry = Entry.by(new ServiceItself(operator, "row-sweep"), Act.INTEGRITY_FAILED, clock)
                    .registration(one.registration())
                    .fields(List.of(one.named()))
                    .failed(Code.INTEGRITY);
            if (one.isLostRegistration()) {
                if (!lost.note(one.registration(), operator, entry)) continue;
            } else {
                log.append(entry);
                told.add(one); // after the append: what could not be written is tried again
            }
            LOG.errorf("INTEGRITY_FAILED: registration %s: %s", one.registration(), one.named());
            wrong.increment();
        }
    }
}
