package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryId;
import io.shiming.audit.HeadStore;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.verify.Verifier;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed entries are lost for good: the epoch ends in the open, and no party can tell another end. */
@Tag("case-E7")
class LogEpochTest {
    private static final String NEXT = "operator.example/rnr-audit/2";
    private static final NoteKey NEXT_KEY = NoteKey.of(NEXT, SequencerBench.SIGNER.publicKey());

    private Path directory;
    private Path heads;
    private Path mirror;
    private Path lastNote;
    private Path receipts;
    private SequencerBench restored;
    private String said = "";

    /** 300 entries are in the backup, 303 in the mirror, 310 were signed. */
    @BeforeEach
    void sevenSignedEntriesAreNowhere(@TempDir Path temporary) throws Exception {
        directory = temporary;
        heads = Files.createDirectory(directory.resolve("heads"));
        mirror = Files.createDirectory(directory.resolve("mirror"));
        var now = new SequencerBench(AuditDatabase.fresh(), heads, mirror, Clock.systemUTC());
        var kept = now.log.append(SequencerBench.anEntry()).toString();
        now.append(299);
        now.sequencer.runOnce();
        restored = new SequencerBench(now.database.copy(), heads, mirror, Clock.systemUTC());
        now.append(3);
        now.sequencer.runOnce();
        now.mirror.runOnce();
        var gone = now.log.append(SequencerBench.anEntry()).toString();
        now.append(6);
        now.sequencer.runOnce();
        lastNote = Files.copy(heads.resolve("checkpoint"), directory.resolve("last"));
        receipts = Files.writeString(directory.resolve("receipts"), kept + "\n" + gone + "\n");
        restored.append(4); // what happens after the restore
        restored.sequencer.runOnce();
    }

    @Test
    void whatTheMirrorHasIsBroughtBackFirst() {
        assertThat(restored.state.forked()).isTrue();
        assertGoesOn();
        assertThat(reimport()).isEqualTo(new LogReimport.Outcome(3, 7));
        assertThat(epochs().end().lost()).isEqualTo(7);
    }

    @Test
    void theLogGoesOnUnderTheNextOriginAndItsFirstEntrySaysWhatIsLost() throws Exception {
        begin();
        // Then: nothing stops lookups any more
        assertThat(restored.state.notReady()).isEmpty();
        assertThat(restored.state.lookupsMayProceed()).isTrue();
        restored.append(500);
        restored.sequencer.runOnce();
        restored.mirror.runOnce();
        var note = Files.readString(heads.resolve("checkpoint"));
        assertThat(Checkpoint.parse(note, NEXT_KEY).size()).isEqualTo(303 + 1 + 4 + 500);
        assertThat(heads.resolve("checkpoint.ended-1")).hasSameTextualContentAs(lastNote);
        assertThat(heads.resolve("epoch-order")).doesNotExist();
        assertThat(restored.proofs().verifierKey()).isEqualTo(NEXT_KEY.toString());
        // And: the ended epoch's mirror is as it was, the new one is whole, and its first entry tells of the end
        assertThat(run("fsck", SequencerBench.KEY.toString(), mirror.toString()))
                .isZero();
        assertThat(run("fsck", NEXT_KEY.toString(), nextMirror())).isZero();
        assertThat(verifyEpoch(lastNote)).isZero();
        assertThat(said)
                .isEqualTo(
                        "ok: the epoch operator.example/rnr-audit/1 ended at 310 entries, of which 303 are kept and 7"
                                + " are lost (index 303 to 309), by order log-epoch/test");
    }

    @Test
    void aReceiptOfALostEntryIsLostAndOneOfAnotherTimeIsTampering() throws Exception {
        begin();
        restored.mirror.runOnce();
        // Then
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isEqualTo(3);
        assertThat(said).startsWith("LOST: 1 receipts are of entries lost with the end of an epoch: ");
        // And: what was written after the epoch began cannot have been lost with it
        var later = EntryId.at(Clock.systemUTC().instant().plusSeconds(60));
        Files.writeString(receipts, later + " " + "0".repeat(64) + "\n");
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isOne();
        // nor can more be missing than were lost
        var many = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            many.append(EntryId.at(Clock.systemUTC().instant().minusSeconds(60)))
                    .append(' ')
                    .append("0".repeat(64))
                    .append('\n');
        }
        Files.writeString(receipts, many);
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isOne();
    }

    @Test
    void anOrderThatWasBegunHoursLaterMakesNoLaterEntryALostOne() throws Exception {
        // Given: what waited stands behind an entry that was written after it
        begin(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
        restored.mirror.runOnce();
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isEqualTo(3);
        // Then
        var later = EntryId.at(Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        Files.writeString(receipts, later + " " + "0".repeat(64) + "\n");
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isOne();
    }

    @Test
    void anEpochBeginsOnceAndASecondStatementLosesNothingMore() throws Exception {
        // Given: one who can write the queue states the end once more, where two more entries would be lost
        begin();
        restored.sequencer.runOnce();
        long size = AuditDatabase.count(restored.database.superuser(), "SELECT size FROM audit.head");
        var note = Files.readString(lastNote);
        try (var connection = restored.database.sequencer().getConnection()) {
            var root = new TiledTree(new TileTable(connection), size).root();
            restored.log.append(first(new EpochEnd(note, size, root)));
        }
        restored.sequencer.runOnce();
        restored.mirror.runOnce();
        assertThat(size).isBetween(304L, 309L);
        // When
        var many = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            many.append(EntryId.at(Clock.systemUTC().instant().minusSeconds(60)))
                    .append(' ')
                    .append("0".repeat(64))
                    .append('\n');
        }
        Files.writeString(receipts, many);
        // Then
        assertThat(run("receipts", NEXT_KEY.toString(), nextMirror(), receipts.toString()))
                .isOne();
        assertThat(said).contains("8 receipts are not in the log, which has lost 7");
    }

    @Test
    void theKeyOfAnEndedEpochIsToldWhereAnotherKeySignsNow() throws Exception {
        // Given
        begin();
        var next = SequencerBench.signer(LogKeyReplacedTest.seed(1));
        for (var signer : List.of(LogKeyReplacedTest.together(SequencerBench.SIGNER, next), next)) {
            var bench = new SequencerBench(restored.database, heads, Clock.systemUTC(), signer, 2_000);
            bench.append(1);
            bench.sequencer.runOnce();
            assertThat(new AuditMirror(restored.database.sequencer(), signer).exportTo(mirror))
                    .isPositive();
        }
        var key = NoteKey.of(NEXT, next.publicKey()).toString();
        // Then
        assertThat(run("receipts", key, nextMirror(), receipts.toString())).isOne();
        assertThat(run("receipts", key, nextMirror(), receipts.toString(), "--ended", SequencerBench.KEY.toString()))
                .isEqualTo(3);
        assertThat(run("fsck", key, nextMirror(), "--ended", SequencerBench.KEY.toString()))
                .isEqualTo(2);
    }

    @Test
    void anAuditorWithALaterCheckpointThanTheStatedOneFindsThatOut() throws Exception {
        begin();
        restored.mirror.runOnce();
        var longer = SequencerBench.signedBySigner(SequencerBench.ORIGIN, 999);
        assertThat(verifyEpoch(Files.writeString(directory.resolve("longer"), longer)))
                .isOne();
        assertThat(said).contains("was signed for 999 entries; the statement says 310");
    }

    @Test
    void anAuditorWithAnotherHistoryFindsThatOut() throws Exception {
        begin();
        restored.mirror.runOnce();
        var other = SequencerBench.signedBySigner(SequencerBench.ORIGIN, 200);
        assertThat(verifyEpoch(Files.writeString(directory.resolve("other"), other)))
                .isOne();
        assertThat(verifyEpoch(mirror.resolve("checkpoint"))).isZero();
    }

    @Test
    void aCrashAtAnyStepIsRepairedByTheNextRun() throws Exception {
        // Given
        reimport();
        var end = epochs().end();
        var first = first(end);
        restored.log.append(first);
        var store = new HeadStore(heads);
        int step = 0;
        for (boolean died = true; died; step++) {
            store.putEpochOrder(EpochOrder.of(end, first).text());
            var dying = new CrashTest.DyingDatabase(restored.database.sequencer(), step + 1, step % 2 == 0);
            // When
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                new Sequencer(
                                dying.source(),
                                restored.config,
                                SequencerBench.SIGNER,
                                restored.state,
                                restored.meters,
                                Clock.systemUTC())
                        .runOnce();
                return dying.died() || store.epochOrder().isEmpty();
            });
            died = dying.died();
        }
        assertThat(step).as("steps that were tried").isGreaterThan(12);
        await().until(() -> {
            restored.sequencer.runOnce();
            return !restored.state.forked();
        });
        restored.mirror.runOnce();
        // Then
        assertThat(restored.state.forked()).isFalse();
        assertThat(heads.resolve("epoch-order")).doesNotExist();
        assertThat(verifyEpoch(lastNote)).isZero();
    }

    @Test
    void anOrderAboutAnotherEndIsAForkAndSignsNothing() throws Exception {
        // Given
        reimport();
        var end = epochs().end();
        var signed = Files.readString(heads.resolve("checkpoint"));
        var wrong = new EpochEnd(end.note(), 290, end.keptRoot());
        // When
        var first = first(wrong);
        restored.log.append(first);
        assertThat(epochs().begin(wrong, first)).isFalse();
        // Then
        assertThat(restored.state.forked()).isTrue();
        assertThat(heads.resolve("checkpoint")).hasContent(signed);
    }

    @Test
    void whileTheMirrorsCheckpointDoesNotReadNoEndIsTold() throws Exception {
        reimport();
        Files.writeString(mirror.resolve("checkpoint"), "");
        assertThatThrownBy(() -> epochs().end())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Code.UNAVAILABLE));
        // nor while the later epoch's does not
        Files.writeString(
                mirror.resolve("checkpoint"), SequencerBench.signedBySigner("operator.example/rnr-audit/0", 1));
        Files.createDirectories(mirror.resolve("epoch-1"));
        Files.writeString(mirror.resolve("epoch-1/checkpoint"), "no note\n");
        assertThatThrownBy(() -> epochs().end())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void ofTwoOrdersAtOnceOneIsDoneAndTheOtherIsNot() throws Exception {
        // Given
        reimport();
        var end = epochs().end();
        var first = first(end, Clock.systemUTC(), "log-epoch/first");
        var second = first(end, Clock.systemUTC(), "log-epoch/second");
        restored.log.append(first);
        restored.log.append(second);
        new HeadStore(heads).putEpochOrder(EpochOrder.of(end, first).text());
        // When
        assertThat(epochs().begin(end, second)).isFalse();
        restored.sequencer.runOnce();
        // Then
        assertThat(epochs().begun(end, "log-epoch/first")).isTrue();
        assertThat(epochs().begun(end, "log-epoch/second")).isFalse();
        // nor is the other one when it comes later
        assertThat(epochs().begin(end, second)).isFalse();
        assertThat(epochs().begun(end, "log-epoch/first")).isTrue();
    }

    @Test
    void anOrderThatAnotherInstanceCarriesOutIsDoneAfterwards() throws Exception {
        // Given
        reimport();
        var end = epochs().end();
        var first = first(end);
        restored.log.append(first);
        // When
        try (var connection = restored.database.sequencer().getConnection()) {
            assertThat(new LogTables(connection).lock()).isTrue();
            assertThat(epochs().begin(end, first)).isFalse();
            assertThat(epochs().begun(end, "log-epoch/test")).isFalse();
            new LogTables(connection).unlock();
        }
        new SequencerBench(restored.database, heads, mirror, Clock.systemUTC()).sequencer.runOnce();
        // Then
        assertThat(epochs().begun(end, "log-epoch/test")).isTrue();
    }

    @Test
    void aWholeLogHasNoEndOfEpoch() throws Exception {
        begin();
        assertGoesOn();
        restored.append(1);
        restored.sequencer.runOnce();
        assertGoesOn();
    }

    @Test
    void theNextRestoreIsMendedFromTheNewEpochsMirror() throws Exception {
        // Given
        var older = restored.database.copy();
        begin();
        restored.append(20);
        restored.sequencer.runOnce();
        restored.mirror.runOnce();
        // When
        restored = new SequencerBench(older, heads, mirror, Clock.systemUTC());
        restored.sequencer.runOnce();
        assertThat(restored.state.forked()).isTrue();
        // Then
        assertThat(reimport()).isEqualTo(new LogReimport.Outcome(3 + 1 + 4 + 20, 0));
        restored.sequencer.runOnce();
        restored.mirror.runOnce();
        assertThat(restored.state.notReady()).isEmpty();
        assertThat(verifyEpoch(lastNote)).isZero();
    }

    @Test
    void theLogIsNoForkWhileTheNewEpochIsStillBeingMirrored() throws Exception {
        // Given: the mirror was ahead until the lost entries were brought back
        restored.mirror.runOnce();
        assertThat(restored.state.forked()).isTrue();
        begin();
        // When: another process copies the whole log
        Files.createDirectory(mirror.resolve("epoch-2"));
        try (var channel = FileChannel.open(mirror.resolve("epoch-2/mirror.lock"), CREATE_NEW, WRITE);
                var held = channel.lock()) {
            restored.mirror.runOnce();
            assertThat(held.isValid()).isTrue();
        }
        // Then
        assertThat(mirror.resolve("epoch-2/checkpoint")).doesNotExist();
        assertThat(restored.state.notReady()).isEmpty();
    }

    @Test
    @Tag("case-D8")
    void databaseAndHeadStoreTurnedBackIntoAnEndedEpochAreBehindTheMirror() throws Exception {
        // Given: both as they were before the epoch ended
        reimport();
        var older = restored.database.copy();
        var oldHeads = Files.createDirectory(directory.resolve("old-heads"));
        Files.copy(mirror.resolve("checkpoint"), oldHeads.resolve("checkpoint"));
        begin();
        restored.mirror.runOnce();
        // When
        var rolled = new SequencerBench(older, oldHeads, mirror, Clock.systemUTC());
        rolled.sequencer.runOnce();
        // Then
        assertThat(rolled.state.forked()).isTrue();
        assertThat(oldHeads.resolve("checkpoint")).hasSameTextualContentAs(mirror.resolve("checkpoint"));
    }

    private void begin() {
        begin(Clock.systemUTC());
    }

    private void begin(Clock clock) {
        reimport();
        var end = epochs().end();
        var first = first(end, clock);
        restored.log.append(first);
        assertThat(epochs().begin(end, first)).isTrue();
    }

    private static Entry first(EpochEnd end) {
        return first(end, Clock.systemUTC());
    }

    private static Entry first(EpochEnd end, Clock clock) {
        return first(end, clock, "log-epoch/test");
    }

    private static Entry first(EpochEnd end, Clock clock, String order) {
        return Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.LOG_EPOCH_BEGUN, clock)
                .caseRef(order)
                .count((int) end.lost())
                .fields(end.statement())
                .allowed();
    }

    private LogEpochs epochs() {
        return new LogEpochs(restored.database.sequencer(), restored.config, restored.sequencer);
    }

    private void assertGoesOn() {
        assertThatThrownBy(() -> epochs().end())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Code.LOG_EPOCH_GOES_ON));
    }

    private LogReimport.Outcome reimport() {
        return new LogReimport(
                        restored.database.service(),
                        restored.database.sequencer(),
                        restored.config,
                        SequencerBench.SIGNER)
                .bringBack(mirror);
    }

    private String nextMirror() {
        return mirror.resolve("epoch-2").toString();
    }

    private int verifyEpoch(Path known) {
        return run("epoch", NEXT_KEY.toString(), nextMirror(), SequencerBench.KEY.toString(), known.toString());
    }

    private int run(String... words) {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(bytes, true, UTF_8), words);
        said = bytes.toString(UTF_8).strip();
        return status;
    }
}
