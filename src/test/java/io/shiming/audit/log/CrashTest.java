package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.tree.TiledTree;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sequencer's process dies at every one of its steps; the next one must come to a whole log. */
class CrashTest {
    private static final Set<String> STEPS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "setAutoCommit");

    private AuditDatabase database;
    private SequencerBench bench;
    private Path heads;

    @BeforeEach
    void aLogWithAHead(@TempDir Path headStore) throws SQLException {
        database = AuditDatabase.fresh();
        heads = headStore;
        bench = new SequencerBench(database, headStore, Clock.systemUTC());
        bench.append(250);
        bench.sequencer.runOnce();
    }

    @Test
    void aDeathBeforeAnyStepLosesAndDoublesNothing() throws Exception {
        assertEveryDeathIsRepaired(false);
    }

    @Test
    void aDeathAfterAnyStepLosesAndDoublesNothing() throws Exception {
        assertEveryDeathIsRepaired(true);
    }

    @Test
    void aSignerThatFailsLeavesTheTreeForTheNextRun() throws Exception {
        var failing = new CheckpointSigner() {
            @Override
            public byte[] publicKey() {
                return SequencerBench.SIGNER.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                throw new IllegalStateException("the key store does not answer");
            }
        };
        bench.append(1);
        var broken = new SequencerBench(database, heads, Clock.systemUTC(), failing, 2_000);
        broken.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(250);
        assertThat(broken.state.forked()).isFalse();
        bench.sequencer.runOnce();
        assertWholeAt(251);
    }

    @Test
    void aSignerWithAnotherKeyThanItAnnouncesSignsNothing() throws Exception {
        var seed = new byte[32];
        seed[5] = 5;
        var other = SequencerBench.signer(seed);
        var lying = new CheckpointSigner() {
            @Override
            public byte[] publicKey() {
                return SequencerBench.SIGNER.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return other.sign(message);
            }
        };
        bench.append(1);
        var broken = new SequencerBench(database, heads, Clock.systemUTC(), lying, 2_000);
        broken.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(250);
        assertThat(broken.state.lookupsMayProceed()).isFalse();
    }

    private void assertEveryDeathIsRepaired(boolean after) throws Exception {
        int size = 250;
        for (int step = 1; ; step++) {
            // Given
            bench.append(10);
            size += 10;
            var dying = new DyingDatabase(database.sequencer(), step, after);
            // When
            new Sequencer(
                            dying.source(),
                            bench.config,
                            SequencerBench.SIGNER,
                            bench.state,
                            bench.meters,
                            Clock.systemUTC())
                    .runOnce();
            runUntilSignedAt(size);
            // Then
            assertWholeAt(size);
            if (!dying.died()) {
                assertThat(step).as("steps that were tried").isGreaterThan(12);
                return;
            }
        }
    }

    private void assertWholeAt(long size) throws Exception {
        assertThat(bench.state.forked()).isFalse();
        var checkpoint = signed();
        assertThat(checkpoint.size()).isEqualTo(size);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.leaf JOIN audit.entry USING (entry_id)"))
                .isEqualTo(size);
        assertThat(count(database.superuser(), "SELECT max(idx) + 1 FROM audit.leaf"))
                .isEqualTo(size);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.checkpoint WHERE size = " + size))
                .isOne();
        try (var connection = database.superuser().getConnection()) {
            assertThat(new TiledTree(new TileTable(connection), size).root()).isEqualTo(checkpoint.root());
        }
    }

    /** Until the dead one's session has ended in the database, its lock keeps others waiting. */
    private void runUntilSignedAt(long size) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    bench.sequencer.runOnce();
                    return signed().size() == size;
                });
    }

    private Checkpoint signed() throws Exception {
        return Checkpoint.parse(Files.readString(heads.resolve("checkpoint")), SequencerBench.KEY);
    }

    /** A database whose client dies at its n-th step: nothing it says afterwards arrives, and its session ends. */
    static final class DyingDatabase {
        private final DataSource real;
        private final int last;
        private final boolean after;
        private final AtomicInteger steps = new AtomicInteger();
        private final List<Connection> open = new ArrayList<>();

        DyingDatabase(DataSource real, int last, boolean after) {
            this.real = real;
            this.last = last;
            this.after = after;
        }

        boolean died() {
            return steps.get() >= last;
        }

        DataSource source() {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        var connection = real.getConnection();
                        open.add(connection);
                        return dying(connection, Connection.class);
                    });
        }

        private Object dying(Object target, Class<?> type) {
            return Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        boolean dies = STEPS.contains(method.getName()) && steps.incrementAndGet() == last;
                        if (steps.get() > last || (dies && !after)) throw death();
                        try {
                            var answer = method.invoke(target, arguments);
                            if (dies) throw death();
                            return answer instanceof PreparedStatement
                                    ? dying(answer, PreparedStatement.class)
                                    : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private SQLException death() throws SQLException {
            for (var connection : open) connection.close();
            return new SQLException("died", "08006");
        }
    }
}
