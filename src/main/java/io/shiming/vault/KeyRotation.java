package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Puts new keys into service while the service runs, and takes old ones out. Every step may be repeated; none removes a
 * key that something still depends on. Needs the custodian's datasource.
 *
 * <p>Operator key: {@link #newOperatorKey}, {@link #rewrapPersons} until nothing is left, {@link #retireOperatorKeys}.
 * Index key: {@link #newIndexKey}, after a minute {@link #promoteIndexKey}, {@link #reindex} until nothing is left,
 * {@link #retireIndexKeys}. Root key: a new version by the key store's own means, then {@link #rewrapRoot}.
 */
@ApplicationScoped
public class KeyRotation {
    /** By then every instance has read the keyring again, and transactions begun before are over. */
    static final Duration KNOWN_EVERYWHERE = Duration.ofMinutes(1);

    private static final String RETIRE_OPERATOR = "UPDATE keyring.operator_key old SET state = 'retired'"
            + " WHERE operator_id = ? AND state = 'live' AND EXISTS (SELECT FROM keyring.operator_key young"
            + " WHERE young.operator_id = old.operator_id AND young.version > old.version AND young.state = 'live'"
            + " AND young.created_at < ?) AND NOT EXISTS (SELECT FROM keyring.person_key person"
            + " WHERE person.operator_id = old.operator_id AND person.operator_key_version = old.version)";
    private static final String PROMOTE_INDEX = "UPDATE keyring.index_key SET state = 'live'"
            + " WHERE operator_id = ? AND kind = ? AND state = 'arriving' AND created_at < ?";
    private static final String RETIRE_INDEX = "UPDATE keyring.index_key SET state = 'retired'"
            + " WHERE operator_id = ? AND kind = ? AND state = 'live' AND version < ?";

    private final Custody custody;
    private final Keyring keyring;
    private final Rewrapping rewrapping;
    private final GuardedRootKey root;
    private final VaultConfig config;
    private final Clock clock;
    private final Instance<IndexedColumns> columns;

    KeyRotation(
            Custody custody,
            Keyring keyring,
            Rewrapping rewrapping,
            GuardedRootKey root,
            VaultConfig config,
            Clock clock,
            @Any Instance<IndexedColumns> columns) {
        this.custody = custody;
        this.keyring = keyring;
        this.rewrapping = rewrapping;
        this.root = root;
        this.config = config;
        this.clock = clock;
        this.columns = columns;
    }

    /** A new key for the operator's persons, in the suite that is configured; its version. */
    public int newOperatorKey(int operator) {
        return add(operator, KeyKind.OPERATOR, KeyState.LIVE);
    }

    /** Wraps the operator's persons anew with the newest key, a batch a transaction; nobody waits for it. */
    public Rewrapped rewrapPersons(int operator, int batch) {
        return rewrapping.persons(operator, batch);
    }

    /** Retires the operator's keys that wrap no person any more; how many. */
    public int retireOperatorKeys(int operator) {
        return custody.change(RETIRE_OPERATOR, operator, aMinuteAgo());
    }

    /** Wraps every key that the root key wraps with its newest version; how many. */
    public int rewrapRoot() {
        return rewrapping.root();
    }

    /** A new index key that is searched with, not yet written with; its version. */
    public int newIndexKey(int operator, IndexKind kind) {
        return add(operator, kind.key(), KeyState.ARRIVING);
    }

    /** Lets the arriving index key write; false as long as an instance might not know it. */
    public boolean promoteIndexKey(int operator, IndexKind kind) {
        return custody.change(PROMOTE_INDEX, operator, Keyring.name(kind.key()), aMinuteAgo()) > 0;
    }

    /** Fills at most so many rows of every feature with the newest index; how many are left. */
    public long reindex(int operator, IndexKind kind, int atMost) {
        int newest = newest(operator, kind.key());
        columns.forEach(column -> column.reindex(operator, kind, newest, atMost));
        return remaining(operator, kind, newest);
    }

    /** Retires older index keys; none as long as a row is found only by them. */
    public int retireIndexKeys(int operator, IndexKind kind) {
        int newest = newest(operator, kind.key());
        return remaining(operator, kind, newest) > 0
                ? 0
                : custody.change(RETIRE_INDEX, operator, Keyring.name(kind.key()), newest);
    }

    private long remaining(int operator, IndexKind kind, int newest) {
        return columns.stream()
                .mapToLong(column -> column.remaining(operator, kind, newest))
                .sum();
    }

    private int add(int operator, KeyKind kind, KeyState state) {
        var stored = keyring.read(operator, kind);
        int version = stored.isEmpty() ? 1 : stored.get(0).version + 1;
        keyring.add(HeldKeys.fresh(root, operator, kind, version, config.suite(), state));
        return version;
    }

    private int newest(int operator, KeyKind kind) {
        return keyring.read(operator, kind).stream()
                .filter(key -> key.state == KeyState.LIVE)
                .findFirst()
                .orElseThrow(Unopenable::new)
                .version;
    }

    private OffsetDateTime aMinuteAgo() {
        return clock.instant().minus(KNOWN_EVERYWHERE).atOffset(ZoneOffset.UTC);
    }
}
