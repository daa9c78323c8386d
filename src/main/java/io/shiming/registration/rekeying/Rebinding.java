package io.shiming.registration.rekeying;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.ServiceItself;
import io.shiming.audit.row.RowDigest;
import io.shiming.database.Row;
import io.shiming.registration.integrity.Bound;
import io.shiming.registration.integrity.BoundRow;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds a row that a rotation renews to an entry of the log again, so that the sweep finds it as it was written. A row
 * that is not as its entry says is not renewed: a rotation must not conceal a manual edit.
 */
@ApplicationScoped
class Rebinding {
    // Locked before they are read: what is read is then what stays.
    private static final String OF_PERSON =
            "SELECT registration_id FROM registry.registration WHERE person_id = ? ORDER BY 1 FOR UPDATE";

    private final AuditLog log;
    private final Clock clock;

    Rebinding(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** A change of a row. */
    interface Change {
        void make() throws SQLException;
    }

    /** Changes something that is bound with every contract of a person. */
    void contracts(Connection batch, int operator, long person, Change change) throws SQLException {
        var registrations = new ArrayList<Long>();
        try (var query = batch.prepareStatement(OF_PERSON)) {
            query.setLong(1, person);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    registrations.add(row.getLong(1));
                }
            }
        }
        contracts(batch, operator, person, registrations, change);
    }

    /** Changes something that is bound with these contracts. */
    void contracts(Connection batch, int operator, long person, List<Long> registrations, Change change)
            throws SQLException {
        for (long registration : registrations) {
            mustStand(batch, Bound.contract(operator, person, registration));
        }
        change.make();
        for (long registration : registrations) {
            bind(batch, Bound.contract(operator, person, registration));
        }
    }

    /** Changes one row. */
    void row(Connection batch, Bound bound, Change change) throws SQLException {
        mustStand(batch, bound);
        change.make();
        bind(batch, bound);
    }

    private static void mustStand(Connection batch, Bound bound) throws SQLException {
        try (var query = bound.query(batch);
                var row = query.executeQuery()) {
            if (!row.next()
                    || !new String(row.getBytes("bytes"), UTF_8)
                            .contains('"' + BoundRow.read(new Row(row)).digest() + '"')) {
                throw new Unopenable();
            }
        }
    }

    private void bind(Connection batch, Bound bound) throws SQLException {
        byte[] salt = RowDigest.newSalt();
        try (var query = bound.query(batch);
                var row = query.executeQuery()) {
            row.next();
            var stored = new Row(row);
            var digest = RowDigest.of(stored.text("name"), salt, BoundRow.columns(stored.text("columns")));
            var draft = Entry.by(new ServiceItself(bound.operator(), RenewalBatch.JOB), Act.KEY_ROTATED, clock)
                    .rowDigest(List.of(digest));
            var entry = (bound.ofRegistration() ? draft.registration(stored.uuid("public_id")) : draft).allowed();
            log.appendWithin(entry);
            bound.keep(batch, entry.id(), salt);
        }
    }
}
