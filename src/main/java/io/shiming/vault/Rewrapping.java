package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Wraps keys anew. A wrapped key is replaced only if nobody else replaced it; what is sealed is not touched. */
@ApplicationScoped
class Rewrapping {
    // Rows that a registration holds are left for the next pass.
    private static final String OLD_PERSONS = "SELECT person_id, operator_key_version, wrapped, commit_key"
            + " FROM keyring.person_key WHERE operator_id = ? AND operator_key_version < ? AND person_id > ?"
            + " ORDER BY person_id LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String RENEW_PERSON =
            "UPDATE keyring.person_key SET wrapped = ?, operator_key_version = ? WHERE person_id = ?";

    private final Custody custody;
    private final HeldKeys keys;
    private final RootRewrapping roots;

    Rewrapping(Custody custody, HeldKeys keys, RootRewrapping roots) {
        this.custody = custody;
        this.keys = keys;
        this.roots = roots;
    }

    int root() {
        return roots.all();
    }

    Rewrapped persons(int operator, int batch) {
        HeldKey newest = keys.newest(operator, KeyKind.OPERATOR);
        var pass = new Pass(operator, newest, batch);
        var total = new Rewrapped(0, 0);
        while (!pass.over) {
            total = total.plus(custody.inTransaction(pass::next));
        }
        return total;
    }

    /** One walk over an operator's persons, in the order of their ids. */
    private final class Pass {
        private final int operator;
        private final HeldKey newest;
        private final int batch;
        private long last;
        private boolean over;

        Pass(int operator, HeldKey newest, int batch) {
            this.operator = operator;
            this.newest = newest;
            this.batch = batch;
        }

        Rewrapped next(Connection keyring) throws SQLException {
            int seen = 0;
            int damaged = 0;
            try (var old = keyring.prepareStatement(OLD_PERSONS);
                    var renew = keyring.prepareStatement(RENEW_PERSON)) {
                old.setInt(1, operator);
                old.setInt(2, newest.version);
                old.setLong(3, last);
                old.setInt(4, batch);
                try (var row = old.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong(1);
                        seen++;
                        damaged += add(renew, row.getInt(2), row.getBytes(3), row.getBytes(4)) ? 0 : 1;
                    }
                }
                renew.executeBatch();
            }
            over = seen < batch;
            return new Rewrapped(seen - damaged, damaged);
        }

        private boolean add(PreparedStatement renew, int version, byte[] wrapped, byte[] commitmentKey)
                throws SQLException {
            try {
                renew.setBytes(1, rewrap(version, wrapped, commitmentKey));
                renew.setInt(2, newest.version);
                renew.setLong(3, last);
                renew.addBatch();
                return true;
            } catch (Unopenable e) {
                return false;
            }
        }

        private byte[] rewrap(int version, byte[] wrapped, byte[] commitmentKey) {
            byte[] key = keys.version(operator, KeyKind.OPERATOR, version)
                    .decrypt(wrapped, DataKeys.context(operator, last, version, commitmentKey));
            byte[] renewed = newest.encrypt(key, DataKeys.context(operator, last, newest.version, commitmentKey));
            Arrays.fill(key, (byte) 0);
            return renewed;
        }
    }
}
