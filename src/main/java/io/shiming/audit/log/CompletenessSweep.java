package io.shiming.audit.log;

import io.shiming.audit.Act;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryId;
import io.shiming.audit.ServiceItself;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.RepeatedFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Checks that each recent entry still exists, as it was hashed, and is in the queue or in the tree. This holds at every
 * moment, and one statement sees one moment. A fault that it finds is therefore an alteration and no effect of timing.
 */
@ApplicationScoped
class CompletenessSweep {
    private static final Logger LOG = Logger.getLogger(CompletenessSweep.class);
    private static final int OF_THE_HOST = 0; // the log is every operator's
    private static final String WRONG = """
            SELECT entry_id
            FROM (SELECT entry_id, leaf_hash, true AS written FROM audit.entry WHERE entry_id >= ?) e
            FULL JOIN (SELECT entry_id, leaf_hash, true AS placed FROM audit.leaf WHERE entry_id >= ?
                       UNION ALL SELECT entry_id, NULL, true FROM audit.queue WHERE entry_id >= ?) p USING (entry_id)
            WHERE e.written IS NULL OR p.placed IS NULL OR p.leaf_hash <> e.leaf_hash
            LIMIT 10""";

    private final DataSource database;
    private final AuditConfig config;
    private final AuditState state;
    private final AuditLog log;
    private final Clock clock;
    private final RepeatedFailure repeatedFailure = new RepeatedFailure(LOG, Logger.Level.ERROR, "AUDIT_INCOMPLETE");
    private final RepeatedFailure failure =
            new RepeatedFailure(LOG, Logger.Level.WARN, "the log could not be looked through");
    private final Set<String> told = new HashSet<>();

    CompletenessSweep(
            @io.quarkus.agroal.DataSource("sequencer") DataSource database,
            AuditConfig config,
            AuditState state,
            AuditLog log,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.state = state;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Looks once. Never throws; a finding is in {@link AuditState}, in the service's log and, once in the life of the
     * process, in an entry INTEGRITY_FAILED, with the ids of the entries.
     */
    synchronized void runOnce() {
        try (var connection = database.getConnection()) {
            var wrong = wrongSince(connection, clock.instant().minus(config.sweepWindow()));
            failure.succeeded();
            if (wrong.isEmpty()) return;
            repeatedFailure.failed("entries missing, changed or without a place: " + wrong + "; lookups stop");
            state.foundIncomplete();
            tell(wrong);
        } catch (SQLException | Problem e) {
            failure.failed(e);
        }
    }

    private void tell(List<UUID> wrong) {
        var fresh = wrong.stream()
                .map(UUID::toString)
                .filter(id -> !told.contains(id))
                .toList();
        if (fresh.isEmpty()) return;
        log.append(Entry.by(new ServiceItself(OF_THE_HOST, "audit-sweep"), Act.INTEGRITY_FAILED, clock)
                .fields(fresh)
                .failed(Code.INTEGRITY));
        told.addAll(fresh); // after the append: what could not be written is tried again
    }

    private static List<UUID> wrongSince(Connection connection, Instant from) throws SQLException {
        var first = EntryId.floor(from);
        try (var look = connection.prepareStatement(WRONG)) {
            for (int i = 1; i <= 3; i++) look.setObject(i, first);
            var wrong = new ArrayList<UUID>();
            try (var row = look.executeQuery()) {
                while (row.next()) wrong.add(row.getObject(1, UUID.class));
            }
            return wrong;
        }
    }
}
