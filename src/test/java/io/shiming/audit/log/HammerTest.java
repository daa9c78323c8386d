package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers and two sequencers at once: nothing is lost, doubled or forked. */
class HammerTest {
    private static final int WRITERS = 16;
    private static final long SECONDS = Long.getLong("shiming.hammer.seconds", 8);
    private static final long WITH_A_KILL_SECONDS = Long.getLong("shiming.hammer.kill.seconds", 60);
    private static final double PAUSE = 0.05; // a minute at full speed would be everybody's minute

    private final Set<String> receipts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void everyReceiptHasExactlyOneLeafAndTheIndexHasNoGap(@TempDir Path heads) throws Exception {
        // Given
        var database = AuditDatabase.fresh();
        var first = new SequencerBench(database, heads, Clock.systemUTC());
        var second = new SequencerBench(database, heads, Clock.systemUTC());
        // When
        var pool = Executors.newFixedThreadPool(WRITERS + 2);
        var work = new ArrayList<Future<?>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            boolean slow = writer == 0;
            work.add(pool.submit(writing(database, SECONDS, slow ? 1.5 : 0)));
        }
        var sequencing = sequencing(pool, first, second);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (var writer : work)
            writer.get(Math.max(1, end - System.nanoTime()) + 30_000_000_000L, TimeUnit.NANOSECONDS);
        over.set(true);
        for (var run : sequencing) run.get(30, TimeUnit.SECONDS);
        pool.shutdown();
        first.sequencer.runOnce();
        // Then
        assertWhole(database);
        assertThat(first.state.forked() || second.state.forked()).isFalse();
        assertCheckpointsExtendEachOther(database);
        report(first, second);
    }

    @Test
    void aSequencerKilledAtWorkLosesAndDoublesNothing(@TempDir Path heads) throws Exception {
        // Given
        var database = AuditDatabase.fresh();
        var mine = new SequencerBench(database, heads, Clock.systemUTC());
        mine.sequencer.runOnce();
        var pool = Executors.newFixedThreadPool(WRITERS);
        var work = new ArrayList<Future<?>>();
        // When
        try (var killed = SequencerProcess.on(database, heads)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                work.add(pool.submit(writing(database, WITH_A_KILL_SECONDS, writer == 0 ? 1.5 : PAUSE)));
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> published(database) > 2);
            killed.kill9();
        }
        try (var second = SequencerProcess.on(database, heads)) {
            for (var writer : work) writer.get(WITH_A_KILL_SECONDS + 60, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(40)).until(() -> sequenced(database) == receipts.size());
            assertThat(second.runs()).isTrue();
        }
        pool.shutdown();
        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            mine.sequencer.runOnce(); // once the killed one's session has ended
            return signedSize(heads) == receipts.size();
        });
        assertWhole(database);
        assertCheckpointsExtendEachOther(database);
    }

    private static long published(AuditDatabase database) throws SQLException {
        return count(database.superuser(), "SELECT count(*) FROM audit.checkpoint");
    }

    private static long sequenced(AuditDatabase database) throws SQLException {
        return count(database.superuser(), "SELECT size FROM audit.head");
    }

    private static long signedSize(Path heads) throws IOException {
        return Checkpoint.parse(Files.readString(heads.resolve("checkpoint")), SequencerBench.KEY)
                .size();
    }

    /** Appends one entry a transaction, which it holds open for so long before it commits. */
    private Callable<Void> writing(AuditDatabase database, long seconds, double hold) {
        return () -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            try (var connection = AuditDatabase.forOperator(database.service(), 1);
                    var append = connection.prepareStatement(
                            "SELECT set_config('shiming.operator', '1', true), audit.append(?), pg_sleep(?)")) {
                while (System.nanoTime() < end) {
                    append.setBytes(1, SequencerBench.anEntry().bytes());
                    append.setDouble(2, hold);
                    String hash;
                    try (var row = append.executeQuery()) {
                        row.next();
                        hash = Hash.of(row.getBytes(2)).hex();
                    }
                    connection.commit();
                    receipts.add(hash);
                }
            }
            return null;
        };
    }

    private ArrayList<Future<?>> sequencing(ExecutorService pool, SequencerBench... benches) {
        var runs = new ArrayList<Future<?>>();
        for (var bench : benches) {
            runs.add(pool.submit(() -> {
                while (!over.get()) bench.sequencer.runOnce();
            }));
        }
        return runs;
    }

    private void assertWhole(AuditDatabase database) throws SQLException {
        var insider = database.superuser();
        long size = receipts.size();
        assertThat(size).isGreaterThan(WRITERS);
        assertThat(count(insider, "SELECT count(*) FROM audit.queue")).isZero();
        assertThat(count(insider, "SELECT count(*) FROM audit.entry")).isEqualTo(size);
        assertThat(count(insider, "SELECT count(*) FROM audit.leaf")).isEqualTo(size);
        assertThat(count(insider, "SELECT max(idx) + 1 FROM audit.leaf")).isEqualTo(size);
        assertThat(count(insider, "SELECT size FROM audit.head")).isEqualTo(size);
        assertThat(count(insider, "SELECT count(*) FROM audit.leaf JOIN audit.entry USING (entry_id, leaf_hash)"))
                .isEqualTo(size);
        try (var connection = insider.getConnection();
                var leaves =
                        connection.createStatement().executeQuery("SELECT leaf_hash FROM audit.leaf ORDER BY idx")) {
            var edge = RightEdge.of(0, new TileTable(connection));
            while (leaves.next()) {
                var leaf = Hash.of(leaves.getBytes(1));
                assertThat(receipts.remove(leaf.hex())).isTrue();
                edge.append(leaf);
            }
            assertThat(receipts).isEmpty();
            assertThat(new TiledTree(new TileTable(connection), size).root()).isEqualTo(edge.root());
        }
    }

    private static void assertCheckpointsExtendEachOther(AuditDatabase database) throws SQLException {
        var checkpoints = new ArrayList<Checkpoint>();
        try (var connection = database.inspector().getConnection();
                var notes =
                        connection.createStatement().executeQuery("SELECT note FROM audit.checkpoint ORDER BY size")) {
            while (notes.next()) checkpoints.add(Checkpoint.parse(notes.getString(1), SequencerBench.KEY));
            for (int i = 1; i < checkpoints.size(); i++) {
                var a = checkpoints.get(i - 1);
                var b = checkpoints.get(i);
                var proof = new TiledTree(new TileTable(connection), b.size()).consistencyWith(a.size());
                assertThat(MerkleProof.extendsTo(a.size(), a.root(), proof, b.size(), b.root()))
                        .isTrue();
            }
        }
        assertThat(checkpoints).hasSizeGreaterThan(2);
    }

    private static void report(SequencerBench... benches) {
        for (var bench : benches) {
            System.out.printf(
                    "hammer: %s entries sequenced, merge delay p50/p99 and count %s%n",
                    bench.meters.counter("shiming.audit.entries").count(),
                    bench.meters.timer("shiming.audit.merge.delay").takeSnapshot());
        }
    }
}
