package io.shiming.audit.log;

import io.shiming.audit.EntryId;
import io.shiming.audit.tree.Hash;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What the sequencer reads and writes, over one connection of its own database role. */
final class LogTables {
    private static final String LOCK = "SELECT pg_try_advisory_lock(?)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?)";
    private static final String HEAD = "SELECT size, root FROM audit.head";
    // An entry that is queued but gone gives a leaf without a hash, which the table refuses: nothing is skipped.
    private static final String TAKE = """
            WITH taken AS (
              DELETE FROM audit.queue
              WHERE entry_id = ANY (ARRAY(SELECT entry_id FROM audit.queue ORDER BY entry_id LIMIT ?))
              RETURNING entry_id)
            INSERT INTO audit.leaf (idx, entry_id, leaf_hash)
            SELECT ? + row_number() OVER (ORDER BY entry_id) - 1, entry_id, e.leaf_hash
            FROM taken LEFT JOIN audit.entry e USING (entry_id)
            RETURNING idx, entry_id, leaf_hash""";
    // For entries that come back with their places. One that is missing makes the rows too few, which the caller sees.
    private static final String PLACE = """
            WITH placed AS (DELETE FROM audit.queue WHERE entry_id = ANY (?))
            INSERT INTO audit.leaf (idx, entry_id, leaf_hash)
            SELECT ? + given.place - 1, given.id, e.leaf_hash
            FROM unnest(?) WITH ORDINALITY AS given(id, place) JOIN audit.entry e ON e.entry_id = given.id
            RETURNING idx, leaf_hash""";
    private static final String MOVE = "UPDATE audit.head SET size = ?, root = ? WHERE size = ? AND root = ?";
    private static final String OLDEST = "SELECT entry_id FROM audit.queue ORDER BY entry_id LIMIT 1";
    private static final String ENTRY =
            "SELECT e.bytes FROM audit.leaf l JOIN audit.entry e USING (entry_id) WHERE l.idx = ?";
    private static final long SEQUENCER = 0x7368696d696e67L; // any number that no other job locks on

    private final Connection connection;

    LogTables(Connection connection) {
        this.connection = connection;
    }

    /** Leaves that got their place, in the order of the log, and the id of the oldest of their entries. */
    record Taken(SortedMap<Long, Hash> leaves, Optional<UUID> oldest) {}

    /** Becomes the active sequencer, or not if another one is. For liveness only; nothing relies on it for safety. */
    boolean lock() throws SQLException {
        return say(LOCK);
    }

    void unlock() throws SQLException {
        say(UNLOCK);
    }

    Head head() throws SQLException {
        return head(HEAD);
    }

    /** The head, locked until the transaction ends: another sequencer waits here. */
    Head headToMove() throws SQLException {
        return head(HEAD + " FOR UPDATE");
    }

    /** Gives at most so many queued entries a place from this index on. */
    Taken take(long from, int most) throws SQLException {
        try (var take = connection.prepareStatement(TAKE)) {
            take.setInt(1, most);
            take.setLong(2, from);
            var leaves = new TreeMap<Long, Hash>();
            UUID oldest = null;
            try (var row = take.executeQuery()) {
                while (row.next()) {
                    leaves.put(row.getLong(1), Hash.of(row.getBytes(3)));
                    if (row.getLong(1) == from) oldest = row.getObject(2, UUID.class);
                }
            }
            return new Taken(leaves, Optional.ofNullable(oldest));
        }
    }

    /** Gives these entries, in this order, the places from this index on. */
    SortedMap<Long, Hash> place(long from, List<UUID> ids) throws SQLException {
        try (var place = connection.prepareStatement(PLACE)) {
            var array = connection.createArrayOf("uuid", ids.toArray());
            place.setArray(1, array);
            place.setLong(2, from);
            place.setArray(3, array);
            var leaves = new TreeMap<Long, Hash>();
            try (var row = place.executeQuery()) {
                while (row.next()) leaves.put(row.getLong(1), Hash.of(row.getBytes(2)));
            }
            return leaves;
        }
    }

    /** Compare and swap: moves the head from exactly what was read, or finds it forked. */
    void move(Head from, Head to) throws SQLException {
        try (var move = connection.prepareStatement(MOVE)) {
            move.setLong(1, to.size());
            move.setBytes(2, to.root().bytes());
            move.setLong(3, from.size());
            move.setBytes(4, from.root().bytes());
            if (move.executeUpdate() != 1) throw new Forked("the head moved under the sequencer's lock");
        }
    }

    /** When the entry was written that has waited longest. */
    Optional<Instant> oldestQueued() throws SQLException {
        try (var oldest = connection.prepareStatement(OLDEST);
                var row = oldest.executeQuery()) {
            return row.next() ? Optional.of(EntryId.timeOf(row.getObject(1, UUID.class))) : Optional.empty();
        }
    }

    /** The entry at this index, as it is stored. */
    Optional<byte[]> entry(long index) throws SQLException {
        try (var read = connection.prepareStatement(ENTRY)) {
            read.setLong(1, index);
            try (var row = read.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    private Head head(String sql) throws SQLException {
        try (var read = connection.prepareStatement(sql);
                var row = read.executeQuery()) {
            if (!row.next()) throw new Forked("the head is gone");
            return new Head(row.getLong(1), Hash.of(row.getBytes(2)));
        }
    }

    private boolean say(String sql) throws SQLException {
        try (var ask = connection.prepareStatement(sql)) {
            ask.setLong(1, SEQUENCER);
            try (var answer = ask.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
