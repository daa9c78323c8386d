package io.shiming.vault;

import io.shiming.vault.suite.Unopenable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the keys of an operator's persons in the order of their ids, a batch a transaction, which stores each as it
 * is renewed. Rows that a registration holds are left for the next walk, and a key that does not open is left as it is.
 */
final class PersonKeyWalk {
    private static final String SOME = "SELECT person_id, operator_key_version, wrapped, commit_key"
            + " FROM keyring.person_key WHERE operator_id = ? AND person_id > ? AND %s"
            + " ORDER BY person_id LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String RENEW = "UPDATE keyring.person_key SET wrapped = ?, operator_key_version = ?,"
            + " renewed_at = coalesce(?, renewed_at) WHERE person_id = ?";

    private final int operator;
    private final int batch;
    private final String which;
    private final Object[] values;
    private final Renewal renewal;
    private final @Nullable OffsetDateTime renewedAt;
    private long last;
    private boolean over;

    /** What becomes of a person's key. */
    interface Renewal {
        WrappedPersonKey of(long person, WrappedPersonKey old);
    }

    /**
     * A walk.
     *
     * @param renewedAt if the person's own key becomes another, when; null if only its wrapping does
     * @param which a condition on keyring.person_key, with these values
     */
    PersonKeyWalk(
            int operator,
            int batch,
            Renewal renewal,
            @Nullable OffsetDateTime renewedAt,
            String which,
            Object... values) {
        this.operator = operator;
        this.batch = batch;
        this.renewal = renewal;
        this.renewedAt = renewedAt;
        this.which = SOME.formatted(which);
        this.values = values;
    }

    /** Walks to the end; the listener hears of every batch that is committed. */
    PassResult all(KeyringAdmin keyringAdmin, Consumer<PassResult> listener) {
        var total = new PassResult(0, 0);
        while (!over) {
            PassResult step = keyringAdmin.inTransaction(this::next);
            listener.accept(step);
            total = total.plus(step);
        }
        return total;
    }

    private PassResult next(Connection keyring) throws SQLException {
        int seen = 0;
        int damaged = 0;
        try (var some = keyring.prepareStatement(which);
                var renew = keyring.prepareStatement(RENEW)) {
            bind(some);
            try (var row = some.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    seen++;
                    damaged += add(renew, row.getBytes(3), row.getInt(2), row.getBytes(4)) ? 0 : 1;
                }
            }
            renew.executeBatch();
        }
        over = seen < batch;
        return new PassResult(seen - damaged, damaged);
    }

    private void bind(PreparedStatement some) throws SQLException {
        some.setInt(1, operator);
        some.setLong(2, last);
        for (int i = 0; i < values.length; i++) {
            some.setObject(3 + i, values[i]);
        }
        some.setInt(3 + values.length, batch);
    }

    @SuppressWarnings("UnusedException") // an Unopenable says nothing, by design
    private boolean add(PreparedStatement renew, byte[] wrapped, int version, byte[] commitmentKey)
            throws SQLException {
        try {
            var renewed = renewal.of(last, WrappedPersonKey.of(wrapped, version, commitmentKey));
            renew.setBytes(1, renewed.wrapped());
            renew.setInt(2, renewed.operatorKeyVersion());
            renew.setObject(3, renewedAt, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            renew.setLong(4, last);
            renew.addBatch();
            return true;
        } catch (Unopenable damaged) {
            return false;
        }
    }
}
