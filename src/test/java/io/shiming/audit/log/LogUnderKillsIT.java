package io.shiming.audit.log;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.Tiles;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.Fleet;
import io.shiming.packaged.LogState;
import io.shiming.packaged.MixedLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances, sixteen callers, and every twenty seconds one of the three is killed: the log has no gap and no
 * duplicate, every receipt is in it, and all checkpoints anybody saw are of one tree. Ten minutes unless
 * {@code shiming.hammer.minutes} says otherwise.
 */
@Tag("heavy")
class LogUnderKillsIT {
    private static final int CALLERS = 16;
    private static final long MINUTES = Long.getLong("shiming.hammer.minutes", 10);
    private static final int KILL_EVERY_SECONDS = 20;
    private static final int PAUSE_MILLIS = 100; // the machine is shared: about 150 acts a second
    private static final String DELAYS = """
            SELECT concat_ws(' ', count(*), round(percentile_disc(0.5) WITHIN GROUP (ORDER BY delay), 2),
              round(percentile_disc(0.99) WITHIN GROUP (ORDER BY delay), 2), round(max(delay), 2))
            FROM (SELECT extract(epoch FROM c.created_at - e.at) AS delay
                  FROM audit.leaf l JOIN audit.entry e USING (entry_id),
                    LATERAL (SELECT created_at FROM audit.checkpoint WHERE size > l.idx ORDER BY size LIMIT 1) c) d""";

    private final AtomicBoolean over = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void nothingIsLostDoubledOrForkedWhileInstancesAreKilled(@TempDir Path home) throws Exception {
        try (var fleet = new Fleet(home, 3);
                var databaseRows = fleet.books()) {
            // Given
            var mixedLoad = new MixedLoad(fleet);
            var pool = Executors.newFixedThreadPool(CALLERS + 1);
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < CALLERS; i++) work.add(pool.submit(() -> call(mixedLoad)));
            work.add(pool.submit(() -> watch(mixedLoad)));
            // When
            int kills = 0;
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
            for (; System.nanoTime() < end; kills++) {
                SECONDS.sleep(KILL_EVERY_SECONDS);
                fleet.killAndReplace(kills % fleet.size());
            }
            over.set(true);
            for (var each : work) each.get(60, SECONDS);
            pool.shutdown();
            // Then
            await().atMost(60, SECONDS)
                    .until(() -> LogState.of(databaseRows).queued() == 0
                            && LogState.of(databaseRows).signedSize()
                                    == LogState.of(databaseRows).leaves());
            var log = LogState.of(databaseRows);
            assertNoGapAndNoDuplicate(databaseRows, log);
            assertReceiptsHold(databaseRows, mixedLoad);
            assertOneChain(
                    databaseRows,
                    NoteKey.parse(mixedLoad.get(0, "/audit/v1/key").strip()));
            report(kills, log, mixedLoad, databaseRows);
        }
    }

    private Void call(MixedLoad mixedLoad) throws InterruptedException {
        while (!over.get()) {
            mixedLoad.run();
            MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    private Void watch(MixedLoad mixedLoad) throws InterruptedException {
        for (int turn = 0; !over.get(); turn++) {
            try {
                seen.add(mixedLoad.get(turn % 3, "/audit/v1/checkpoint"));
            } catch (IOException beingReplaced) {
                // the next one answers
            }
            MILLISECONDS.sleep(500);
        }
        return null;
    }

    private static void assertNoGapAndNoDuplicate(DatabaseRows databaseRows, LogState log) throws Exception {
        assertThat(log.entries()).isEqualTo(log.leaves());
        assertThat(log.strays()).isZero();
        assertThat(databaseRows.count("SELECT coalesce(max(idx) + 1, 0) FROM audit.leaf"))
                .isEqualTo(log.leaves());
        assertThat(databaseRows.count("SELECT count(DISTINCT entry_id) FROM audit.leaf"))
                .isEqualTo(log.leaves());
        assertThat(databaseRows.count("SELECT size FROM audit.head")).isEqualTo(log.leaves());
    }

    private static void assertReceiptsHold(DatabaseRows databaseRows, MixedLoad mixedLoad) throws Exception {
        var leaves =
                new HashSet<>(databaseRows.texts("SELECT entry_id || ' ' || encode(leaf_hash, 'hex') FROM audit.leaf"));
        var missing = new TreeSet<>(mixedLoad.receipts());
        missing.removeAll(leaves);
        assertThat(missing).isEmpty();
        assertThat(mixedLoad.receipts()).hasSizeGreaterThan(100);
    }

    /** Every checkpoint that was published or seen is signed and is a beginning of the one tree. */
    private void assertOneChain(DatabaseRows databaseRows, NoteKey key) throws Exception {
        var notes = new ArrayList<>(databaseRows.texts("SELECT note FROM audit.checkpoint ORDER BY size"));
        notes.addAll(seen);
        var bySize = new java.util.TreeMap<Long, List<Hash>>();
        for (var note : notes) {
            var checkpoint = Checkpoint.parse(note, key);
            bySize.computeIfAbsent(checkpoint.size(), n -> new ArrayList<>()).add(checkpoint.root());
        }
        var edge = RightEdge.of(0, new NoTiles());
        for (var leaf : databaseRows.texts("SELECT encode(leaf_hash, 'hex') FROM audit.leaf ORDER BY idx")) {
            assertThat(bySize.getOrDefault(edge.size(), List.of())).allMatch(edge.root()::equals);
            edge.append(Hash.of(java.util.HexFormat.of().parseHex(leaf)));
        }
        assertThat(bySize.get(edge.size())).isNotEmpty().allMatch(edge.root()::equals);
        assertThat(bySize.lastKey()).isEqualTo(edge.size());
    }

    private void report(int kills, LogState log, MixedLoad mixedLoad, DatabaseRows databaseRows) throws Exception {
        System.out.printf(
                "three instances: %d minutes, %d kills, %d entries, %d receipts, %d checkpoints seen, acts %s%n",
                MINUTES, kills, log.entries(), mixedLoad.receipts().size(), seen.size(), mixedLoad.statuses());
        var delays = databaseRows.texts(DELAYS).get(0);
        System.out.println("merge delay in seconds, count p50 p99 max: " + delays);
        assertThat(Double.parseDouble(delays.split(" ")[2])).isLessThanOrEqualTo(5.0);
    }

    /** The tree is grown from nothing here. */
    private static final class NoTiles implements Tiles {
        @Override
        public List<Hash> read(TileId tile) {
            throw new IllegalStateException("nothing was written");
        }
    }
}
