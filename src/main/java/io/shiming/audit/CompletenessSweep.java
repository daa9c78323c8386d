package io.shiming.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks whether each recent entry is still there, as it was hashed, and in the queue or in the tree. One statement sees
 * one moment, in which this always holds, so whatever it finds was done by a hand and not by timing.
 */
@ApplicationScoped
class CompletenessSweep {
    private static final Logger LOG = Logger.getLogger(CompletenessSweep.class);
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
    private final Clock clock;

    CompletenessSweep(
            @io.quarkus.agroal.DataSource("sequencer") DataSource database,
            AuditConfig config,
            AuditState state,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.state = state;
        this.clock = clock;
    }

    /** Looks once. Never throws; a finding is in {@link AuditState} and in the service's log, with the entries' ids. */
    void runOnce() {
        try (var connection = database.getConnection()) {
            var wrong = wrongSince(connection, clock.instant().minus(config.sweepWindow()));
            if (wrong.isEmpty()) return;
            LOG.errorf("AUDIT_INCOMPLETE: entries missing, changed or without a place: %s; look-ups stop", wrong);
            state.foundIncomplete();
        } catch (SQLException e) {
            LOG.warn("the log could not be looked through; the next sweep tries again", e);
        }
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
