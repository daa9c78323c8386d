package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives persons new keys of their own. The old key stays beside the new one, and opens what it has sealed, until
 * nothing is sealed with it any more. A write in the meantime seals with the new key. The commitment key stays: the log
 * is bound to it.
 */
@ApplicationScoped
class PersonKeyRenewal {
    private static final String OLDER =
            "person_id = ANY (?) AND created_at < ? AND keyring.newest_version(wrapped) < ?";
    private static final String TWO = "octet_length(wrapped) > 62 AND renewed_at < ?";
    private static final String NEXT =
            "SELECT coalesce(max(version), 1) + 1 FROM keyring.rotation WHERE operator_id = ? AND kind = 'person'";
    private static final String LEFT = "SELECT count(*) FROM (SELECT FROM keyring.person_key WHERE operator_id = ?"
            + " AND octet_length(wrapped) > 62 LIMIT 1) one";

    // From the catalogue, which shows also what this role may not read.
    private static final String SEALED_TABLES = "SELECT DISTINCT n.nspname || '.' || c.relname FROM pg_attribute a"
            + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'registry' AND c.relkind IN ('r', 'p') AND a.attname = 'sealed'"
            + " AND NOT a.attisdropped";

    private final KeyringAdmin keyringAdmin;
    private final HeldKeys keys;
    private final Clock clock;

    PersonKeyRenewal(KeyringAdmin keyringAdmin, HeldKeys keys, Clock clock) {
        this.keyringAdmin = keyringAdmin;
        this.keys = keys;
        this.clock = clock;
    }

    /** The version that the next renewal gives. */
    int nextVersion(int operator) {
        return (int) keyringAdmin.number(NEXT, operator);
    }

    /** A new key for those of these persons who were registered before the order and have none yet, in one transaction. */
    PassResult add(Rotation order, List<Long> persons) {
        HeldKey by = keys.newest(order.operator(), KeyKind.OPERATOR);
        PersonKeyWalk.Renewal renewal = (person, old) -> {
            var opened = DataKeys.unwrapped(keys, order.operator(), person, old);
            opened.put(order.version(), Random.randBytes(32));
            return Rewrapping.wrapped(by, order.operator(), person, old, opened);
        };
        var began = order.startedAt().atOffset(ZoneOffset.UTC);
        return new PersonKeyWalk(
                        order.operator(),
                        persons.size() + 1,
                        renewal,
                        now(),
                        OLDER,
                        persons.toArray(Long[]::new),
                        began,
                        version(order.version()))
                .all(keyringAdmin, step -> {});
    }

    /**
     * Destroys the old keys. Only to be called when nothing is sealed with them; and none is destroyed within a minute of
     * its follower's birth, because an instance may just be sealing with it.
     */
    PassResult destroyOld(Rotation order, int batch) {
        HeldKey by = keys.newest(order.operator(), KeyKind.OPERATOR);
        PersonKeyWalk.Renewal renewal = (person, old) -> {
            var opened = DataKeys.unwrapped(keys, order.operator(), person, old);
            var former = opened.tailMap(opened.firstKey() - 1);
            former.values().forEach(key -> Arrays.fill(key, (byte) 0));
            former.clear();
            return Rewrapping.wrapped(by, order.operator(), person, old, opened);
        };
        var before = now().minus(KeyRotation.KNOWN_EVERYWHERE);
        return new PersonKeyWalk(order.operator(), batch, renewal, null, TWO, before).all(keyringAdmin, step -> {});
    }

    /** Whether no person has an old key beside the new one. */
    boolean everybodyHasOne(int operator) {
        return keyringAdmin.number(LEFT, operator) == 0;
    }

    /** Every table that has seals, whether or not a rotation knows of it. */
    Set<String> sealedTables() {
        return keyringAdmin.inTransaction(keyring -> {
            try (var query = keyring.createStatement();
                    var row = query.executeQuery(SEALED_TABLES)) {
                var tables = new HashSet<String>();
                while (row.next()) {
                    tables.add(row.getString(1));
                }
                return tables;
            }
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static byte[] version(int version) {
        return new byte[] {(byte) (version >> 8), (byte) version};
    }
}
