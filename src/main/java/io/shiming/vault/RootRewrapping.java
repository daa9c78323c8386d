package io.shiming.vault;

import static java.util.Locale.ROOT;

import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Wraps what lies under the root key with its newest version. There are few such keys: all of them in a transaction. */
@ApplicationScoped
class RootRewrapping {
    private final KeyringAdmin keyringAdmin;
    private final GuardedRootKey root;

    RootRewrapping(KeyringAdmin keyringAdmin, GuardedRootKey root) {
        this.keyringAdmin = keyringAdmin;
        this.root = root;
    }

    /** The key's context, from a row of its table. */
    private interface Context {
        byte[] of(ResultSet row) throws SQLException;
    }

    int all() {
        return keyringAdmin.inTransaction(keyring -> table(
                        keyring,
                        "SELECT operator_id, version, suite, wrapped, ctid FROM keyring.operator_key FOR UPDATE",
                        "UPDATE keyring.operator_key SET wrapped = ? WHERE ctid = ?",
                        row -> context(row, KeyKind.OPERATOR))
                + table(
                        keyring,
                        "SELECT operator_id, version, suite, wrapped, ctid, kind FROM keyring.index_key FOR UPDATE",
                        "UPDATE keyring.index_key SET wrapped = ? WHERE ctid = ?",
                        row -> context(
                                row, KeyKind.valueOf(row.getString("kind").toUpperCase(ROOT))))
                + table(
                        keyring,
                        "SELECT version, wrapped, ctid FROM keyring.log_key FOR UPDATE",
                        "UPDATE keyring.log_key SET wrapped = ? WHERE ctid = ?",
                        row -> LogKey.context(row.getInt("version"))));
    }

    private int table(Connection keyring, String read, String renew, Context context) throws SQLException {
        int done = 0;
        try (var all = keyring.prepareStatement(read);
                var update = keyring.prepareStatement(renew);
                var row = all.executeQuery()) {
            while (row.next()) {
                update.setBytes(1, rewrap(row.getBytes("wrapped"), context.of(row)));
                update.setObject(2, row.getObject("ctid")); // the row is locked, so it stays where it is
                update.addBatch();
                done++;
            }
            update.executeBatch();
        }
        return done;
    }

    private byte[] rewrap(byte[] wrapped, byte[] context) {
        byte[] key = root.unwrap(wrapped, context);
        byte[] renewed = root.wrap(key, context);
        Arrays.fill(key, (byte) 0);
        return renewed;
    }

    private static byte[] context(ResultSet row, KeyKind kind) throws SQLException {
        return StoredKey.context(
                row.getInt("operator_id"), kind, row.getInt("version"), Suite.numbered(row.getInt("suite")));
    }
}
