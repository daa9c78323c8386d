package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The custodian's orders in {@code keyring.rotation}: of an operator and a kind at most one that has not ended. */
@ApplicationScoped
class Rotations {
    static final String COLUMNS =
            "SELECT rotation_id, operator_id, kind, version, done, damaged, started_at, ended_at FROM keyring.rotation";

    private final KeyringAdmin keyringAdmin;

    Rotations(KeyringAdmin keyringAdmin) {
        this.keyringAdmin = keyringAdmin;
    }

    /** Whether this instance has what it takes to work on orders. */
    boolean canWork() {
        return keyringAdmin.present();
    }

    /** The order, made unless there is one that has not ended. */
    Rotation order(int operator, RotationKind kind, int version) {
        keyringAdmin.change(
                "INSERT INTO keyring.rotation (operator_id, kind, version) VALUES (?, ?, ?)"
                        + " ON CONFLICT (operator_id, kind) WHERE ended_at IS NULL DO NOTHING",
                operator,
                kind.label(),
                version);
        return keyringAdmin
                .inTransaction(keyring -> read(
                        keyring,
                        COLUMNS + " WHERE operator_id = ? AND kind = ? ORDER BY rotation_id DESC LIMIT 1",
                        operator,
                        kind.label()))
                .get(0);
    }

    List<Rotation> unfinished() {
        return keyringAdmin.inTransaction(
                keyring -> read(keyring, COLUMNS + " WHERE ended_at IS NULL ORDER BY rotation_id"));
    }

    void done(Rotation rotation, long more) {
        keyringAdmin.change("UPDATE keyring.rotation SET done = done + ? WHERE rotation_id = ?", more, rotation.id());
    }

    void damaged(Rotation rotation, long found) {
        keyringAdmin.change("UPDATE keyring.rotation SET damaged = ? WHERE rotation_id = ?", found, rotation.id());
    }

    void end(Rotation rotation) {
        keyringAdmin.change(
                "UPDATE keyring.rotation SET ended_at = now() WHERE rotation_id = ? AND ended_at IS NULL",
                rotation.id());
    }

    /** Reads orders; the parameters are numbers and texts. */
    static List<Rotation> read(Connection keyring, String sql, Object... parameters) throws SQLException {
        try (var query = keyring.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<Rotation>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(rotation(row));
                }
            }
            return found;
        }
    }

    private static Rotation rotation(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Rotation(
                row.getLong("rotation_id"),
                row.getInt("operator_id"),
                row.getString("kind"),
                row.getInt("version"),
                row.getLong("done"),
                row.getLong("damaged"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
