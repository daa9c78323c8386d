package io.shiming.audit.log;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.Act;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.Entry;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.witness.Witness;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new epoch is a log of its own to a witness, which is told its key line. */
@Tag("case-E7")
class WitnessedEpochTest {
    private static final NoteKey NEXT_KEY =
            NoteKey.of("operator.example/rnr-audit/2", SequencerBench.SIGNER.publicKey());

    @Test
    void theFirstCheckpointOfTheNewEpochIsWitnessed(@TempDir Path directory) throws Exception {
        var heads = Files.createDirectory(directory.resolve("heads"));
        try (var witness = Witness.start(
                Files.createDirectory(directory.resolve("witness")),
                "witness.example",
                List.of(SequencerBench.KEY, NEXT_KEY),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC())) {
            // Given: a witnessed log whose database loses what was signed last
            var now = bench(AuditDatabase.fresh(), heads, witness);
            grow(now, 300);
            var restored = bench(now.database.copy(), heads, witness);
            grow(now, 10);
            restored.sequencer.runOnce();
            assertThat(restored.state.forked()).isTrue();
            // When
            begin(restored);
            restored.witnesses.runOnce();
            // Then
            var note = restored.proofs().latestCheckpoint().orElseThrow();
            assertThat(Checkpoint.parse(note, NEXT_KEY).size()).isEqualTo(301);
            assertThat(witness.key().cosigned(SignedNote.parse(note))).isPresent();
            assertThat(restored.state.unwitnessed()).isZero();
        }
    }

    @Test
    void aServiceThatRunsOnAcrossTheEpochHasItWitnessedToo(@TempDir Path directory) throws Exception {
        var heads = Files.createDirectory(directory.resolve("heads"));
        try (var witness = Witness.start(
                Files.createDirectory(directory.resolve("witness")),
                "witness.example",
                List.of(SequencerBench.KEY, NEXT_KEY),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC())) {
            // Given: 310 entries were shown, of which 300 are left behind the same address
            var now = bench(AuditDatabase.fresh(), heads, witness);
            var address = new AtomicReference<>(now.database.sequencer());
            var state = new AuditState(Clock.systemUTC(), now.config);
            var running = new WitnessRound(behind(address), now.config, state, Clock.systemUTC());
            now.append(300);
            now.sequencer.runOnce();
            running.runOnce();
            var restored = bench(now.database.copy(), heads, witness);
            now.append(10);
            now.sequencer.runOnce();
            running.runOnce();
            // When
            address.set(restored.database.sequencer());
            begin(restored);
            running.runOnce();
            // Then
            try (var connection = restored.database.sequencer().getConnection()) {
                var note = new CheckpointTable(connection).latestWitnessed().orElseThrow();
                assertThat(Checkpoint.parse(note, NEXT_KEY).size()).isEqualTo(301);
                assertThat(witness.key().cosigned(SignedNote.parse(note))).isPresent();
            }
            assertThat(state.unwitnessed()).isZero();
        }
    }

    private static void begin(SequencerBench restored) {
        var epochs = new LogEpochs(restored.database.sequencer(), restored.config, restored.sequencer);
        var end = epochs.end();
        var first = Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.LOG_EPOCH_BEGUN, Clock.systemUTC())
                .fields(end.statement())
                .allowed();
        restored.log.append(first);
        assertThat(epochs.begin(end, first)).isTrue();
    }

    /** The database that is behind the address now, as after a failover. */
    private static DataSource behind(AtomicReference<DataSource> address) {
        return (DataSource) Proxy.newProxyInstance(
                WitnessedEpochTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> requireNonNull(address.get()).getConnection());
    }

    private static SequencerBench bench(AuditDatabase database, Path heads, Witness witness) {
        var node = new AuditConfig.Node() {
            @Override
            public URI url() {
                return URI.create("http://127.0.0.1:" + witness.port());
            }

            @Override
            public String key() {
                return witness.key().toString();
            }
        };
        return new SequencerBench(
                database, heads, Clock.systemUTC(), SequencerBench.SIGNER, 2_000, Map.of("witness", node));
    }

    private static void grow(SequencerBench bench, int entries) throws Exception {
        bench.append(entries);
        bench.sequencer.runOnce();
        bench.witnesses.runOnce();
    }
}
