package io.shiming.vault;

import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The audit log's wrapped keys, outside the caller's transaction as in {@link Keyring}. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class LogKeys {
    private static final String LIVE =
            "SELECT version, wrapped, public_key FROM keyring.log_key WHERE state = 'live' ORDER BY version";
    private static final String ADD = "INSERT INTO keyring.log_key (version, state, wrapped, public_key)"
            + " VALUES (?, 'live', ?, ?) ON CONFLICT DO NOTHING";

    private final DataSource database;

    LogKeys(DataSource database) {
        this.database = database;
    }

    /** A stored key; not a record, for records print. */
    static final class Row {
        private final int version;
        private final byte[] wrapped;
        private final byte[] publicKey;

        Row(int version, byte[] wrapped, byte[] publicKey) {
            this.version = version;
            this.wrapped = wrapped;
            this.publicKey = publicKey;
        }

        int version() {
            return version;
        }

        byte[] wrapped() {
            return wrapped;
        }

        byte[] publicKey() {
            return publicKey;
        }
    }

    /** The keys that sign, oldest first. */
    List<Row> live() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(LIVE);
                var row = query.executeQuery()) {
            var live = new ArrayList<Row>();
            while (row.next()) live.add(new Row(row.getInt(1), row.getBytes(2), row.getBytes(3)));
            return live;
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** Adds the key, unless another instance was first. */
    void add(Row key) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(ADD)) {
            insert.setInt(1, key.version());
            insert.setBytes(2, key.wrapped());
            insert.setBytes(3, key.publicKey());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }
}
