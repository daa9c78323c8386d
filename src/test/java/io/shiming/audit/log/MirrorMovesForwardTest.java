package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.verify.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service is started on a restored database before anything else is done; the mirror is the way back. */
@Tag("case-E1")
class MirrorMovesForwardTest {
    private Path directory;
    private Path heads;
    private Path mirror;
    private SequencerBench now;
    private SequencerBench restored;

    @BeforeEach
    void aMirroredLogOfSevenHundredAndABackupOfThreeHundred(@TempDir Path temporary) throws SQLException, IOException {
        directory = temporary;
        heads = Files.createDirectory(directory.resolve("heads"));
        mirror = Files.createDirectory(directory.resolve("mirror"));
        now = bench(AuditDatabase.fresh());
        grow(now, 300);
        restored = bench(now.database.copy());
        grow(now, 400);
    }

    @Test
    void aServiceThatStartsTooEarlyLeavesTheMirrorAsItIsAndTheLogComesBackFromIt() throws Exception {
        // When
        var before = files(mirror);
        run(restored);
        // Then
        assertThat(files(mirror)).isEqualTo(before);
        assertThat(restored.state.notReady()).contains(AuditState.NotReady.LOG_FORKED);
        assertThat(reimport(restored)).isEqualTo(new LogReimport.Outcome(400, 0));
        grow(restored, 5);
        assertThat(restored.state.notReady()).isEmpty();
        assertThat(sizeOf(mirror.resolve("checkpoint"))).isEqualTo(705);
        assertThat(fsck()).isZero();
    }

    @Test
    void aMirrorWhoseCheckpointWasTurnedBackStillGivesWhatItsFilesHold() throws Exception {
        // Given: only the note is older, as an earlier build left it
        var note = Files.readString(heads.resolve("checkpoint"));
        var older = Files.createDirectory(directory.resolve("older"));
        new AuditMirror(restored.database.sequencer(), SequencerBench.SIGNER).exportTo(older);
        Files.copy(older.resolve("checkpoint"), mirror.resolve("checkpoint"), REPLACE);
        // Then
        assertThat(reimport(restored)).isEqualTo(new LogReimport.Outcome(400, 0));
        assertThat(Checkpoint.parse(note, SequencerBench.KEY).size()).isEqualTo(700);
    }

    @Test
    @Tag("case-D8")
    void databaseAndHeadStoreTurnedBackTogetherAreBehindTheMirror() throws Exception {
        // Given
        var oldHeads = Files.createDirectory(directory.resolve("old-heads"));
        var rolled = new SequencerBench(restored.database, oldHeads, mirror, Clock.systemUTC());
        var other = Files.createDirectory(directory.resolve("other"));
        new AuditMirror(restored.database.sequencer(), SequencerBench.SIGNER).exportTo(other);
        Files.copy(other.resolve("checkpoint"), oldHeads.resolve("checkpoint"));
        rolled.append(10);
        // When
        run(rolled);
        // Then
        assertThat(rolled.state.notReady()).contains(AuditState.NotReady.LOG_FORKED);
        assertThat(sizeOf(oldHeads.resolve("checkpoint"))).isEqualTo(300);
        assertThat(count(rolled.database.superuser(), "SELECT size FROM audit.head"))
                .isEqualTo(300);
    }

    @Test
    @Tag("case-D8")
    void aLogThatWentAnotherWayWhileTheMirrorWasAwayIsAForkWhenItComesBack() throws Exception {
        // Given: turned back, and grown past the mirror while that could not be read
        var oldHeads = Files.createDirectory(directory.resolve("old-heads"));
        var rolled = new SequencerBench(restored.database, oldHeads, Clock.systemUTC());
        var other = Files.createDirectory(directory.resolve("other"));
        new AuditMirror(restored.database.sequencer(), SequencerBench.SIGNER).exportTo(other);
        Files.copy(other.resolve("checkpoint"), oldHeads.resolve("checkpoint"));
        grow(rolled, 500);
        var back = new SequencerBench(restored.database, oldHeads, mirror, Clock.systemUTC());
        // When
        run(back);
        // Then
        assertThat(back.state.forked()).isTrue();
        assertThat(sizeOf(mirror.resolve("checkpoint"))).isEqualTo(700);
    }

    @Test
    void aLogThatWasBroughtBackIsNoForkBeforeItIsPublishedAgain() throws Exception {
        // Given
        assertThat(reimport(restored)).isEqualTo(new LogReimport.Outcome(400, 0));
        var before = files(mirror);
        // When: the mirror's turn comes before the sequencer's
        restored.mirror.runOnce();
        // Then
        assertThat(restored.state.forked()).isFalse();
        assertThat(files(mirror)).isEqualTo(before);
        // And: a head that is as large and of other entries is one
        AuditDatabase.execute(
                restored.database.superuser(),
                "SET session_replication_role = replica; UPDATE audit.head SET root = sha256('another')");
        restored.mirror.runOnce();
        assertThat(restored.state.forked()).isTrue();
    }

    @Test
    void whatAnotherProcessMirrorsMeanwhileIsNoFork() {
        var slow = new AuditMirror(thatGrowsAfterEachRead(), SequencerBench.SIGNER);
        assertThat(slow.exportTo(mirror)).isGreaterThan(700);
    }

    @Test
    void aForkIsFoundWhileAnotherProcessWrites() throws Exception {
        try (var channel = FileChannel.open(mirror.resolve("mirror.lock"), WRITE);
                var held = channel.lock()) {
            restored.mirror.runOnce();
            assertThat(held.isValid()).isTrue();
        }
        assertThat(restored.state.forked()).isTrue();
    }

    @Test
    void aMirrorThatTheLogDidNotSignIsLeftAloneAndStopsNothing() throws Exception {
        var note = mirror.resolve("checkpoint");
        Files.writeString(note, Files.readString(note).replace("\n700\n", "\n999\n"));
        grow(now, 1);
        assertThat(Files.readString(note)).contains("\n999\n");
        assertThat(now.state.lookupsMayProceed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no note\n", "a text\n\nno signature\n"})
    void aMirrorWhoseCheckpointDoesNotReadIsLeftAloneAndStopsNothing(String content) throws Exception {
        var note = Files.writeString(mirror.resolve("checkpoint"), content);
        grow(now, 1);
        assertThat(note).hasContent(content);
        assertThat(now.state.lookupsMayProceed()).isTrue();
        assertThat(sizeOf(heads.resolve("checkpoint"))).isEqualTo(701);
        assertThatThrownBy(() -> reimport(restored)).hasMessageContaining("the mirror's checkpoint: ");
    }

    /** A pipe that is not written to stands for a file system over a network whose server is away. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMirrorThatHangsHoldsUpNothingAndIsComparedAgainLater() throws Exception {
        // Given
        var note = Files.readString(mirror.resolve("checkpoint"));
        var pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.delete(mirror.resolve("checkpoint"));
        Files.createSymbolicLink(mirror.resolve("checkpoint"), pipe);
        // When
        now.append(10);
        now.sequencer.runOnce();
        now.append(10);
        now.sequencer.runOnce();
        // Then
        assertThat(sizeOf(heads.resolve("checkpoint"))).isEqualTo(720);
        assertThat(now.state.lookupsMayProceed()).isTrue();
        // And: what it says when it answers again. The link is replaced first: a reader that opened the pipe twice
        // would
        // wait for a second writer.
        var later = Files.writeString(
                directory.resolve("later"), SequencerBench.signedBySigner(SequencerBench.ORIGIN, 999));
        Files.move(later, mirror.resolve("checkpoint"), REPLACE);
        Files.writeString(pipe, note);
        await().until(() -> {
            now.sequencer.runOnce();
            return now.state.forked();
        });
    }

    @Test
    @Tag("case-E7")
    void eachCheckpointIsMirroredAndPartialFilesDoNotPileUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            grow(now, 10);
            assertThat(sizeOf(mirror.resolve("checkpoint"))).isEqualTo(sizeOf(heads.resolve("checkpoint")));
        }
        // Then: 750 entries are two full tiles and one of 238, which is kept as the last two checkpoints have it
        assertThat(names(mirror.resolve("tile/0/002.p"))).containsExactlyInAnyOrder("228", "238");
        assertThat(names(mirror.resolve("tile/entries/002.p"))).containsExactlyInAnyOrder("228", "238");
        assertThat(fsck()).isZero();
        // And: a reader with an earlier checkpoint finds its entries in the longer files
        assertThat(names(mirror.resolve("tile/entries/001.p"))).isEmpty();
    }

    private static final java.nio.file.CopyOption REPLACE = java.nio.file.StandardCopyOption.REPLACE_EXISTING;

    private SequencerBench bench(AuditDatabase database) {
        return new SequencerBench(database, heads, mirror, Clock.systemUTC());
    }

    /** What a running service does again and again, in its order. */
    private static void run(SequencerBench bench) {
        bench.sequencer.runOnce();
        bench.mirror.runOnce();
    }

    private static void grow(SequencerBench bench, int entries) throws SQLException {
        bench.append(entries);
        run(bench);
    }

    /** The sequencer's database, where between two statements of a connection another process signs and mirrors more. */
    private DataSource thatGrowsAfterEachRead() {
        return proxy(DataSource.class, (source, method, arguments) -> {
            var connection = now.database.sequencer().getConnection();
            return proxy(Connection.class, (self, asked, values) -> {
                var answer = asked.invoke(connection, values);
                if (!(answer instanceof PreparedStatement statement)) return answer;
                return proxy(PreparedStatement.class, (it, step, given) -> {
                    var done = step.invoke(statement, given);
                    if (step.getName().equals("close")) grow(now, 1);
                    return done;
                });
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(MirrorMovesForwardTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private LogReimport.Outcome reimport(SequencerBench bench) {
        return new LogReimport(
                        bench.database.service(), bench.database.sequencer(), bench.config, SequencerBench.SIGNER)
                .bringBack(mirror);
    }

    private static long sizeOf(Path note) throws IOException {
        return Checkpoint.parse(Files.readString(note), SequencerBench.KEY).size();
    }

    private static java.util.List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static java.util.Map<String, String> files(Path directory) throws IOException {
        var files = new java.util.TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), java.util.Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private int fsck() {
        return Verifier.run(
                new PrintStream(OutputStream.nullOutputStream()),
                "fsck",
                SequencerBench.KEY.toString(),
                mirror.toString());
    }
}
