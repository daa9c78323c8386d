package io.shiming.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.RowDigest;
import io.shiming.audit.ServiceItself;
import io.shiming.database.Row;
import io.shiming.vault.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds a row that a rotation renews to an entry of the log anew, so that the sweep finds it as it was written. A row that
 * is not as its entry says is not renewed: a rotation must not make good what somebody's hand has done.
 */
@ApplicationScoped
class Rebinding {
    private static final String BOUND =
            "SELECT b.name, b.public_id, b.entry_id, b.salt, b.columns::text, e.bytes FROM ("
                    + SweepStep.boundRows() + ") b JOIN audit.entry e ON e.entry_id = b.entry_id"
                    + " WHERE b.person_id = ? AND b.registration_id = ? AND b.name = ?";

    // Locked before they are read: what is read is then what stays.
    private static final String OF_PERSON =
            "SELECT registration_id FROM registry.registration WHERE person_id = ? ORDER BY 1 FOR UPDATE";
    private static final String CONTRACT = "UPDATE registry.registration SET contract_entry_id = ?, contract_salt = ?"
            + " WHERE person_id = ? AND registration_id = ?";
    private static final String IDENTITY = "SELECT registry.rebind_identity(?, ?, ?, ?, %d)";

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
            mustStand(batch, new Bound(operator, person, registration, BoundRows.CONTRACT));
        }
        change.make();
        for (long registration : registrations) {
            bind(batch, new Bound(operator, person, registration, BoundRows.CONTRACT), CONTRACT);
        }
    }

    /** Changes a version of a sealed identity. */
    void identity(Connection batch, SealedIdentity identity, Change change) throws SQLException {
        var bound = new Bound(
                identity.operator(),
                identity.person(),
                identity.registration(),
                BoundRows.IDENTITY + identity.version());
        mustStand(batch, bound);
        change.make();
        bind(batch, bound, IDENTITY.formatted(identity.version()));
    }

    private record Bound(int operator, long person, long registration, String name) {}

    private static void mustStand(Connection batch, Bound bound) throws SQLException {
        try (var query = query(batch, bound);
                var row = query.executeQuery()) {
            if (!row.next()
                    || !new String(row.getBytes("bytes"), UTF_8)
                            .contains('"' + BoundRow.read(new Row(row)).digest() + '"')) {
                throw new Unopenable();
            }
        }
    }

    private void bind(Connection batch, Bound bound, String keep) throws SQLException {
        byte[] salt = RowDigest.newSalt();
        try (var query = query(batch, bound);
                var row = query.executeQuery()) {
            row.next();
            var entry = Entry.by(new ServiceItself(bound.operator(), RenewalBatch.JOB), Act.KEY_ROTATED, clock)
                    .registration(new Row(row).uuid("public_id"))
                    .rowDigest(List.of(RowDigest.of(bound.name(), salt, BoundRow.columns(row.getString("columns")))))
                    .allowed();
            log.appendWithin(entry);
            RenewalBatch.execute(batch, keep, entry.id(), salt, bound.person(), bound.registration());
        }
    }

    private static PreparedStatement query(Connection batch, Bound bound) throws SQLException {
        var query = batch.prepareStatement(BOUND);
        query.setLong(1, bound.person());
        query.setLong(2, bound.registration());
        query.setString(3, bound.name());
        return query;
    }
}
