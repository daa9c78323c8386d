package io.shiming.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.verify.Verifier;
import io.shiming.audit.witness.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and two witnesses; and an insider who holds the log's key and writes another history. */
class WitnessRoundTest {
    private Path directory;
    private Witness first;
    private Witness second;
    private SequencerBench bench;

    @BeforeEach
    void aWitnessedLog(@TempDir Path temporary) throws Exception {
        directory = temporary;
        first = witness("first");
        second = witness("second");
        bench = bench("heads", Clock.systemUTC());
        bench.append(300);
        bench.sequencer.runOnce();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aCheckpointIsGivenOutWithTheSignaturesOfAllWitnesses() throws Exception {
        // When
        bench.witnesses.runOnce();
        bench.append(50);
        bench.sequencer.runOnce();
        bench.witnesses.runOnce();
        // Then
        var note = bench.proofs().latestCheckpoint().orElseThrow();
        assertThat(Checkpoint.parse(note, SequencerBench.KEY).size()).isEqualTo(350);
        assertThat(first.key().cosigned(SignedNote.parse(note))).isPresent();
        assertThat(second.key().cosigned(SignedNote.parse(note))).isPresent();
        assertThat(bench.state.unwitnessed()).isZero();
        assertThat(verified("checkpoint", Files.writeString(directory.resolve("note"), note)))
                .isZero();
    }

    @Test
    void withAWitnessAwayTheLogGoesOnAndTheCheckpointIsGivenOutUnwitnessedAfterTheAlarm() throws Exception {
        // Given
        second.close();
        // When
        bench.witnesses.runOnce();
        var later = bench("heads", Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)));
        later.witnesses.runOnce();
        // Then
        assertThat(bench.state.unwitnessed()).isLessThan(Duration.ofSeconds(60));
        assertThat(later.state.unwitnessed()).isGreaterThan(Duration.ofSeconds(60));
        assertThat(later.witnesses.late()).isTrue();
        assertThat(later.meters.get("shiming.audit.witness.lag").timeGauge().value())
                .isGreaterThan(60);
        assertThat(later.proofs().latestCheckpoint())
                .hasValueSatisfying(note -> assertThat(note).contains("\n300\n"));
        assertThat(new CheckpointTable(later.database.sequencer().getConnection()).latestWitnessed())
                .isEmpty();
    }

    @Test
    @Tag("case-E7")
    void whatCannotBeShownAtAllIsUnwitnessedToo() throws Exception {
        bench.witnesses.runOnce();
        bench.append(50);
        bench.sequencer.runOnce();
        AuditDatabase.execute(
                bench.database.superuser(), "SET session_replication_role = replica; DELETE FROM audit.tile");
        var later = bench("heads", Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)));
        later.witnesses.runOnce();
        assertThat(later.witnesses.late()).isTrue();
    }

    @Test
    void lookupsStopWhenTheWitnessesStayAway() throws Exception {
        second.close();
        var tomorrow = bench("heads", Clock.offset(Clock.systemUTC(), Duration.ofSeconds(301)));
        tomorrow.sequencer.runOnce();
        tomorrow.witnesses.runOnce();
        assertThat(tomorrow.state.lookupsMayProceed()).isFalse();
    }

    /** A7: everything in our hands is rewritten, head store included, and signed with the log's own key. */
    @Test
    void aHistoryRewrittenWithTheLogsOwnKeyGetsNoWitness() throws Exception {
        // Given
        var receipt = bench.log.append(SequencerBench.anEntry());
        bench.sequencer.runOnce();
        bench.witnesses.runOnce();
        // When
        var rewritten = bench("other-heads", Clock.systemUTC());
        rewritten.append(400);
        rewritten.sequencer.runOnce();
        rewritten.witnesses.runOnce();
        // Then: it is signed and whole, and still found, by the witnesses and by the receipt
        var mirror = Files.createDirectory(directory.resolve("mirror"));
        new AuditMirror(rewritten.database.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
        assertThat(run("fsck", SequencerBench.KEY.toString(), mirror.toString()))
                .isZero();
        assertThat(verified("fsck", mirror)).isOne();
        var kept = Files.writeString(directory.resolve("receipts"), receipt + "\n");
        assertThat(run("receipts", SequencerBench.KEY.toString(), mirror.toString(), kept.toString()))
                .isOne();
        assertThat(new CheckpointTable(rewritten.database.sequencer().getConnection()).latestWitnessed())
                .isEmpty();
    }

    private Witness witness(String name) throws IOException {
        return Witness.start(
                Files.createDirectory(directory.resolve(name)),
                name + ".example",
                List.of(SequencerBench.KEY),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC());
    }

    private SequencerBench bench(String heads, Clock clock) throws Exception {
        var database = bench != null && heads.equals("heads") ? bench.database : AuditDatabase.fresh();
        var witnesses = Map.of("first", node(first), "second", node(second));
        return new SequencerBench(
                database,
                Files.createDirectories(directory.resolve(heads)),
                clock,
                SequencerBench.SIGNER,
                2_000,
                witnesses);
    }

    private static AuditConfig.Node node(Witness witness) {
        record Pinned(URI url, String key) implements AuditConfig.Node {}
        return new Pinned(
                URI.create("http://127.0.0.1:" + witness.port()), witness.key().toString());
    }

    private int verified(String command, Path file) {
        return run(
                command,
                SequencerBench.KEY.toString(),
                file.toString(),
                "--witness",
                CosignerKey.parse(first.key().toString()).toString(),
                "--witness",
                second.key().toString());
    }

    private static int run(String... arguments) {
        return Verifier.run(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), arguments);
    }
}
