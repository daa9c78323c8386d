package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static io.shiming.audit.log.AuditDatabase.execute;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.verify.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup was restored that is older than the last signed head; the mirror has the rest. */
class LogReimportTest {
    private SequencerBench now;
    private AuditDatabase backup;
    private SequencerBench restored;
    private Path heads;
    private Path mirror;

    @BeforeEach
    void aLogOfSevenHundredAndABackupOfThreeHundred(@TempDir Path directory) throws SQLException, IOException {
        heads = Files.createDirectory(directory.resolve("heads"));
        mirror = Files.createDirectory(directory.resolve("mirror"));
        now = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        now.append(300);
        now.sequencer.runOnce();
        now.append(3); // in the backup, and without a place there
        backup = now.database.copy();
        now.append(397);
        now.log.append(Entry.by(SyntheticClerk.OF_OPERATOR_TWO, Act.ACCESS_REFUSED, Clock.systemUTC())
                .allowed());
        now.sequencer.runOnce();
        new AuditMirror(now.database.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
        restored = new SequencerBench(backup, heads, Clock.systemUTC());
    }

    @Test
    void untilTheyAreBroughtBackNothingIsSequencedOrSigned() throws IOException, SQLException {
        var signed = signed();
        restored.sequencer.runOnce();
        assertThat(restored.state.forked()).isTrue();
        assertThat(restored.state.lookupsMayProceed()).isFalse();
        assertThat(signed()).isEqualTo(signed);
        assertThat(count(backup.superuser(), "SELECT size FROM audit.head")).isEqualTo(300);
    }

    @Test
    void everyEntryComesBackAtItsIndexAndTheLogGoesOn() throws Exception {
        // When
        var outcome = reimport(restored).bringBack(mirror);
        // Then
        assertThat(outcome).isEqualTo(new LogReimport.Outcome(401, 0));
        assertThat(leaves(backup)).isEqualTo(leaves(now.database));
        assertThat(count(backup.superuser(), "SELECT count(*) FROM audit.queue"))
                .isZero();
        // And: what happens after the restore follows
        restored.append(5);
        restored.sequencer.runOnce();
        assertThat(restored.state.lookupsMayProceed()).isTrue();
        assertThat(Checkpoint.parse(signed(), SequencerBench.KEY).size()).isEqualTo(706);
        new AuditMirror(backup.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
        assertThat(fsck()).isZero();
    }

    @Test
    void whatHappenedAfterTheRestoreGetsItsPlaceBehind() throws Exception {
        restored.append(4);
        reimport(restored).bringBack(mirror);
        restored.sequencer.runOnce();
        assertThat(leaves(backup).subList(0, 701)).isEqualTo(leaves(now.database));
        assertThat(leaves(backup)).hasSize(705);
        assertThat(restored.state.forked()).isFalse();
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        reimport(restored).bringBack(mirror);
        assertThat(reimport(restored).bringBack(mirror)).isEqualTo(new LogReimport.Outcome(0, 0));
        assertThat(reimport(now).bringBack(mirror)).isEqualTo(new LogReimport.Outcome(0, 0));
    }

    @Test
    void aMirrorThatEndsBeforeTheSignedHeadIsNotEnoughAndThatIsSaid() throws Exception {
        // Given: ten entries were signed that no mirror has
        now.append(10);
        now.sequencer.runOnce();
        // When
        assertThat(reimport(restored).bringBack(mirror)).isEqualTo(new LogReimport.Outcome(401, 10));
        // Then
        restored.append(20);
        restored.sequencer.runOnce();
        assertThat(restored.state.forked()).isTrue();
    }

    @Test
    void aMirrorWithAnotherEntryIsNotBelieved() throws Exception {
        var bundle = mirror.resolve("tile/entries/001");
        Files.writeString(bundle, Files.readString(bundle, ISO_8859_1).replace("clerk-7", "clerk-8"), ISO_8859_1);
        assertRefused("not the entries that were hashed");
    }

    @Test
    void mirrorWithAnUnsignedCheckpointIsRefused() throws Exception {
        var checkpoint = mirror.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n701\n", "\n700\n"));
        assertRefused("did not sign");
    }

    @Test
    void anotherLogsMirrorIsNotTakenForThisOnes(@TempDir Path elsewhere) throws Exception {
        // Given: a log of the same key and name that went another way
        var otherHeads = Files.createDirectory(elsewhere.resolve("heads"));
        var other = new SequencerBench(AuditDatabase.fresh(), otherHeads, Clock.systemUTC());
        other.append(800);
        other.sequencer.runOnce();
        mirror = Files.createDirectory(elsewhere.resolve("mirror"));
        new AuditMirror(other.database.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
        // Then
        assertRefused("the mirror is not of the tree");
    }

    @Test
    void anEntryThatStandsChangedInTheDatabaseIsNotPlaced() throws Exception {
        execute(
                backup.superuser(),
                "SET session_replication_role = replica; UPDATE audit.entry SET bytes = bytes || ' '"
                        + " WHERE entry_id IN (SELECT entry_id FROM audit.queue)");
        assertRefused("an entry in the database is another one");
    }

    @Test
    void whileASequencerIsAtWorkNothingIsTouched() throws Exception {
        try (var connection = backup.sequencer().getConnection()) {
            assertThat(new LogTables(connection).lock()).isTrue();
            assertRefused("still sequences");
        }
    }

    private void assertRefused(String why) throws SQLException {
        assertThatThrownBy(() -> reimport(restored).bringBack(mirror))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
        assertThat(count(backup.superuser(), "SELECT size FROM audit.head")).isEqualTo(300);
    }

    private static LogReimport reimport(SequencerBench bench) {
        return new LogReimport(
                bench.database.service(), bench.database.sequencer(), bench.config, SequencerBench.SIGNER);
    }

    private String signed() throws IOException {
        return Files.readString(heads.resolve("checkpoint"));
    }

    private static List<String> leaves(AuditDatabase database) throws SQLException {
        var leaves = new ArrayList<String>();
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idx || ' ' || entry_id || ' ' || l.leaf_hash::text || e.bytes"
                        + " FROM audit.leaf l JOIN audit.entry e USING (entry_id) ORDER BY idx")) {
            while (rows.next()) leaves.add(rows.getString(1));
        }
        return leaves;
    }

    private int fsck() {
        return Verifier.run(
                new PrintStream(OutputStream.nullOutputStream()),
                "fsck",
                SequencerBench.KEY.toString(),
                mirror.toString());
    }
}
