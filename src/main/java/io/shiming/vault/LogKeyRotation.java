package io.shiming.vault;

import io.shiming.audit.Act;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.ServiceItself;
import io.shiming.audit.note.NoteKey;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Replaces the log's key. The next key is generated, and an entry that the present key signs announces it. Both then
 * sign for thirty days, in which a verifier who pinned the old key learns of the new one from the log itself. Then the
 * old key stops signing. Every step may be repeated.
 */
@ApplicationScoped
class LogKeyRotation {
    static final Duration BOTH_SIGN = Duration.ofDays(30);

    private static final String NEXT = "SELECT coalesce(max(version), 0) + 1 FROM keyring.log_key";
    private static final String MAKE = "INSERT INTO keyring.log_key (version, state, wrapped, public_key)"
            + " VALUES (?, 'arriving', ?, ?) ON CONFLICT (version) DO NOTHING";
    private static final String ARRIVING =
            "SELECT public_key FROM keyring.log_key WHERE version = ? AND state = 'arriving' FOR UPDATE";
    private static final String GO_LIVE =
            "UPDATE keyring.log_key SET state = 'live', changed_at = ? WHERE version = ? AND state = 'arriving'";
    private static final String RETIRE = "UPDATE keyring.log_key SET state = 'retired', changed_at = ?"
            + " WHERE version < ? AND state = 'live' AND EXISTS (SELECT FROM keyring.log_key young"
            + " WHERE young.version = ? AND young.state = 'live' AND young.changed_at <= ?)";
    private static final String OLDER = "SELECT count(*) FROM keyring.log_key WHERE version < ? AND state <> 'retired'";

    private final KeyringAdmin keyringAdmin;
    private final LogKey key;
    private final GuardedRootKey root;
    private final AuditLog log;
    private final AuditConfig audit;
    private final Clock clock;

    LogKeyRotation(
            KeyringAdmin keyringAdmin, LogKey key, GuardedRootKey root, AuditLog log, AuditConfig audit, Clock clock) {
        this.keyringAdmin = keyringAdmin;
        this.key = key;
        this.root = root;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    /** The version that the next key has. */
    int nextVersion() {
        key.publicKey(); // there is a first one to be replaced
        return (int) number(NEXT);
    }

    /** Goes on with the order; true once the new key signs alone. */
    boolean goOn(Rotation rotation) {
        make(rotation.version());
        announce(rotation);
        var now = now();
        keyringAdmin.change(RETIRE, now, rotation.version(), rotation.version(), now.minus(BOTH_SIGN));
        key.lookAgain();
        return number(OLDER, rotation.version()) == 0;
    }

    private void make(int version) {
        if (number(NEXT) > version) return;
        var fresh = LogKey.fresh(root, version);
        keyringAdmin.change(MAKE, version, fresh.wrapped(), fresh.publicKey());
    }

    /** The row is locked meanwhile, so that one instance announces it; it signs only once the entry is durable. */
    private void announce(Rotation rotation) {
        keyringAdmin.inTransaction(keyring -> {
            byte[] publicKey = arriving(keyring, rotation.version());
            if (publicKey.length > 0) {
                log.append(Entry.by(new ServiceItself(rotation.operator(), "log-key"), Act.LOG_KEY_ANNOUNCED, clock)
                        .fields(List.of(NoteKey.of(origin(), publicKey).toString()))
                        .allowed());
                try (var live = keyring.prepareStatement(GO_LIVE)) {
                    live.setObject(1, now());
                    live.setInt(2, rotation.version());
                    live.executeUpdate();
                }
            }
            return publicKey.length;
        });
    }

    private String origin() {
        try {
            return new LogOrigin(audit).current();
        } catch (IOException e) {
            throw Problem.unavailable(e);
        }
    }

    private static byte[] arriving(Connection keyring, int version) throws SQLException {
        try (var query = keyring.prepareStatement(ARRIVING)) {
            query.setInt(1, version);
            try (var row = query.executeQuery()) {
                return row.next() ? row.getBytes(1) : new byte[0];
            }
        }
    }

    private long number(String sql, Object... parameters) {
        return keyringAdmin.inTransaction(keyring -> {
            try (var query = keyring.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) query.setObject(i + 1, parameters[i]);
                try (var row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
