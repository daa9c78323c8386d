package io.shiming.vault;

import static java.util.Locale.ROOT;

import io.shiming.problem.Problem;
import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The operators' wrapped keys in schema keyring. It works outside the caller's transaction: the caller's rollback must
 * not undo in the database a key that is held in memory.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class Keyring {
    private static final String READ_OPERATOR =
            "SELECT version, suite, state, wrapped FROM keyring.operator_key WHERE operator_id = ? ORDER BY version DESC";
    private static final String READ_INDEX = "SELECT version, suite, state, wrapped FROM keyring.index_key"
            + " WHERE operator_id = ? AND kind = ? ORDER BY version DESC";
    private static final String ADD_OPERATOR = "INSERT INTO keyring.operator_key (operator_id, version, suite, state,"
            + " wrapped) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String ADD_INDEX =
            "INSERT INTO keyring.index_key (operator_id, version, suite, state, wrapped,"
                    + " kind) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final DataSource database;

    Keyring(DataSource database) {
        this.database = database;
    }

    /** All keys of a kind, newest first. */
    List<StoredKey> read(int operator, KeyKind kind) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(kind == KeyKind.OPERATOR ? READ_OPERATOR : READ_INDEX)) {
            query.setInt(1, operator);
            if (kind != KeyKind.OPERATOR) {
                query.setString(2, name(kind));
            }
            return rows(query, operator, kind);
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** Adds the key, unless another instance was first; the caller reads again to see which it is. */
    void add(StoredKey key) {
        boolean index = key.kind != KeyKind.OPERATOR;
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(index ? ADD_INDEX : ADD_OPERATOR)) {
            insert.setInt(1, key.operator);
            insert.setInt(2, key.version);
            insert.setInt(3, key.suite.number());
            insert.setString(4, key.state.name().toLowerCase(ROOT));
            insert.setBytes(5, key.wrapped);
            if (index) {
                insert.setString(6, name(key.kind));
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    /** The kind as the tables name it. */
    static String name(KeyKind kind) {
        return kind.name().toLowerCase(ROOT);
    }

    private static List<StoredKey> rows(PreparedStatement query, int operator, KeyKind kind) throws SQLException {
        var keys = new ArrayList<StoredKey>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                keys.add(new StoredKey(
                        operator,
                        kind,
                        row.getInt("version"),
                        Suite.numbered(row.getInt("suite")),
                        KeyState.valueOf(row.getString("state").toUpperCase(ROOT)),
                        row.getBytes("wrapped")));
            }
        }
        return keys;
    }
}
