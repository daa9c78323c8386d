package io.shiming.vault;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/** The keyring in memory, with the same rule as the tables: the first to add a version wins. */
final class MemoryKeyring extends Keyring {
    final List<StoredKey> rows = new CopyOnWriteArrayList<>();
    int reads;

    MemoryKeyring() {
        super(new PGSimpleDataSource());
    }

    @Override
    List<StoredKey> read(int operator, KeyKind kind) {
        reads++;
        return rows.stream()
                .filter(row -> row.operator == operator && row.kind == kind)
                .sorted(Comparator.comparingInt((StoredKey row) -> row.version).reversed())
                .toList();
    }

    @Override
    void add(StoredKey key) {
        if (read(key.operator, key.kind).stream().noneMatch(row -> row.version == key.version)) {
            rows.add(key);
        }
    }

    /** The same row in another state. */
    void set(int operator, KeyKind kind, int version, KeyState state) {
        rows.replaceAll(row -> row.operator == operator && row.kind == kind && row.version == version
                ? new StoredKey(operator, kind, version, row.suite, state, row.wrapped)
                : row);
    }
}
