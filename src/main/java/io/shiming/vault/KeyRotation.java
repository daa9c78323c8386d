package io.shiming.vault;

import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

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
    private static final String PROMOTE_INDEX = "UPDATE keyring.index_key SET state = 'live', changed_at = now()"
            + " WHERE operator_id = ? AND kind = ? AND state = 'arriving' AND created_at < ?";
    private static final String RETIRE_INDEX = "UPDATE keyring.index_key SET state = 'retired'"
            + " WHERE operator_id = ? AND kind = ? AND state = 'live' AND version < ? AND EXISTS (SELECT FROM"
            + " keyring.index_key young WHERE young.operator_id = index_key.operator_id AND young.kind = index_key.kind"
            + " AND young.version = ? AND young.changed_at < ?)";

    private final KeyringAdmin keyringAdmin;
    private final Keyring keyring;
    private final HeldKeys keys;
    private final Rewrapping rewrapping;
    private final GuardedRootKey root;
    private final VaultConfig config;
    private final Clock clock;
    private final Instance<IndexedColumns> columns;

    KeyRotation(
            KeyringAdmin keyringAdmin,
            Keyring keyring,
            HeldKeys keys,
            Rewrapping rewrapping,
            GuardedRootKey root,
            VaultConfig config,
            Clock clock,
            @Any Instance<IndexedColumns> columns) {
        this.keyringAdmin = keyringAdmin;
        this.keyring = keyring;
        this.keys = keys;
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

    /** Wraps the operator's person keys again with the newest key, one batch per transaction. No call waits for it. */
    public PassResult rewrapPersons(int operator, int batch) {
        return rewrapPersons(operator, batch, step -> {});
    }

    PassResult rewrapPersons(int operator, int batch, Consumer<PassResult> listener) {
        return rewrapping.persons(operator, batch, listener);
    }

    /** Retires the operator's keys that wrap no person any more; how many. */
    public int retireOperatorKeys(int operator) {
        return changed(operator, KeyKind.OPERATOR, keyringAdmin.change(RETIRE_OPERATOR, operator, aMinuteAgo()));
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
        int promoted = keyringAdmin.change(PROMOTE_INDEX, operator, Keyring.name(kind.key()), aMinuteAgo());
        return changed(operator, kind.key(), promoted) > 0;
    }

    /** Fills the rows of every feature with the newest index, one pass, a batch a transaction. */
    public PassResult reindex(int operator, IndexKind kind, int batch) {
        return reindex(operator, kind, batch, step -> {});
    }

    PassResult reindex(int operator, IndexKind kind, int batch, Consumer<PassResult> listener) {
        int newest = newest(operator, kind.key());
        return columns.stream()
                .map(column ->
                        Pass.over(batch, listener, after -> column.reindex(operator, kind, newest, after, batch)))
                .reduce(new PassResult(0, 0), PassResult::plus);
    }

    /** Retires older index keys; none as long as a row is found only by them, or an instance might still write one. */
    public int retireIndexKeys(int operator, IndexKind kind) {
        int newest = newest(operator, kind.key());
        return remaining(operator, kind, newest) > 0
                ? 0
                : changed(
                        operator,
                        kind.key(),
                        keyringAdmin.change(
                                RETIRE_INDEX, operator, Keyring.name(kind.key()), newest, newest, aMinuteAgo()));
    }

    /** The version that the next key of this kind has. */
    int nextVersion(int operator, KeyKind kind) {
        var stored = keyring.read(operator, kind);
        return stored.isEmpty() ? 1 : stored.get(0).version + 1;
    }

    /** The keys of this kind that are in use, newest first. */
    List<StoredKey> inUse(int operator, KeyKind kind) {
        return keyring.read(operator, kind).stream()
                .filter(key -> key.state != KeyState.RETIRED)
                .toList();
    }

    /** Makes the key of this version unless it is there already. */
    void add(int operator, KeyKind kind, int version, KeyState state) {
        keyring.add(HeldKeys.fresh(root, operator, kind, version, config.suite(), state));
        keys.lookAgain(operator, kind);
    }

    private long remaining(int operator, IndexKind kind, int newest) {
        return columns.stream()
                .mapToLong(column -> column.remaining(operator, kind, newest))
                .sum();
    }

    private int add(int operator, KeyKind kind, KeyState state) {
        int version = nextVersion(operator, kind);
        add(operator, kind, version, state);
        return version;
    }

    private int changed(int operator, KeyKind kind, int rows) {
        keys.lookAgain(operator, kind);
        return rows;
    }

    private int newest(int operator, KeyKind kind) {
        return inUse(operator, kind).stream()
                .filter(key -> key.state == KeyState.LIVE)
                .findFirst()
                .orElseThrow(Unopenable::new)
                .version;
    }

    private OffsetDateTime aMinuteAgo() {
        return clock.instant().minus(KNOWN_EVERYWHERE).atOffset(ZoneOffset.UTC);
    }
}
