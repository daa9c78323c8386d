package io.shiming.vault;

import io.shiming.audit.Accountable;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Erases a person by destroying the person's keys: everything sealed for the person is unreadable from then on, in
 * backups too once the keyring's own backups have expired. Then it can no longer be determined which entries of
 * the log are about the person. Whether it may be done is not decided here.
 */
@ApplicationScoped
public class KeyErasure {
    private static final String KEY =
            "SELECT wrapped, operator_key_version, commit_key FROM keyring.person_key WHERE operator_id = ? AND person_id = ?";

    /** Keys of images and the like that belong to the person, and what tells that they do. */
    private static final List<String> ATTACHED = List.of(
            "UPDATE audit.entry e SET person_id = NULL FROM keyring.attached_key a"
                    + " WHERE a.operator_id = ? AND a.person_id = ? AND e.person_id = a.key_id",
            "DELETE FROM keyring.person_key k USING keyring.attached_key a"
                    + " WHERE a.operator_id = ? AND a.person_id = ? AND k.person_id = a.key_id",
            "DELETE FROM keyring.attached_key WHERE operator_id = ? AND person_id = ?");

    private final KeyringAdmin keyringAdmin;
    private final ErasureRegister register;
    private final Vault vault;
    private final AuditLog log;
    private final Clock clock;

    KeyErasure(KeyringAdmin keyringAdmin, ErasureRegister register, Vault vault, AuditLog log, Clock clock) {
        this.keyringAdmin = keyringAdmin;
        this.register = register;
        this.vault = vault;
        this.log = log;
        this.clock = clock;
    }

    /** Whether this instance is one that may: it has the custodian's datasource. */
    public boolean possible() {
        return keyringAdmin.present();
    }

    /**
     * True if the person was there and is erased now; other instances may hold the key for less than a minute. It
     * writes the log first, then the register, then the keys, so an erasure that fails part way is still recorded.
     */
    public boolean destroy(Accountable orderedBy, long person) {
        int operator = orderedBy.operator();
        var key = keyringAdmin.inTransaction(keyring -> read(keyring, operator, person));
        if (key.isEmpty()) {
            return false;
        }
        var draft = Entry.by(orderedBy, Act.SUBJECT_ERASED, clock);
        var entry = draft.subject(HexFormat.of().formatHex(vault.commitment(key.get(), draft.id())))
                .allowed();
        log.append(entry);
        register.add(new Erasure(operator, person, entry.id(), clock.instant()));
        return destroyed(operator, person);
    }

    /** What a restore has brought back, away again. */
    boolean destroyed(int operator, long person) {
        return keyringAdmin.inTransaction(keyring -> {
            for (var attached : ATTACHED) {
                delete(keyring, attached, operator, person);
            }
            delete(
                    keyring,
                    "UPDATE audit.entry SET person_id = NULL WHERE operator_id = ? AND person_id = ?",
                    operator,
                    person);
            return delete(
                            keyring,
                            "DELETE FROM keyring.person_key WHERE operator_id = ? AND person_id = ?",
                            operator,
                            person)
                    == 1;
        });
    }

    private static Optional<WrappedPersonKey> read(Connection keyring, int operator, long person) throws SQLException {
        try (var query = keyring.prepareStatement(KEY)) {
            query.setInt(1, operator);
            query.setLong(2, person);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(WrappedPersonKey.of(row.getBytes(1), row.getInt(2), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    private static int delete(Connection keyring, String sql, int operator, long person) throws SQLException {
        try (var statement = keyring.prepareStatement(sql)) {
            statement.setInt(1, operator);
            statement.setLong(2, person);
            return statement.executeUpdate();
        }
    }
}
