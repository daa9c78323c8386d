package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.verify.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditMirrorTest {
    private SequencerBench bench;
    private AuditMirror mirror;
    private Path copy;
    private String said = "";

    @BeforeEach
    void aLogOfThreeHundred(@TempDir Path directory) throws SQLException, IOException {
        var heads = Files.createDirectory(directory.resolve("heads"));
        copy = Files.createDirectory(directory.resolve("mirror"));
        bench = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        bench.append(300);
        bench.sequencer.runOnce();
        mirror = new AuditMirror(bench.database.sequencer(), SequencerBench.SIGNER);
    }

    @Test
    void theMirrorHasEveryEntryAndTheSignedHead() throws IOException {
        assertThat(mirror.exportTo(copy)).isEqualTo(300);
        var checkpoint = Checkpoint.parse(Files.readString(copy.resolve("checkpoint")), SequencerBench.KEY);
        assertThat(checkpoint.size()).isEqualTo(300);
        assertLeavesFollowFromEntries("000", 256);
        assertLeavesFollowFromEntries("001.p/44", 44);
        assertThat(copy.resolve("tile/1/000.p/1")).hasSize(Hash.LENGTH);
    }

    @Test
    void aFullTileIsNeverWrittenAgain() throws Exception {
        mirror.exportTo(copy);
        var full = copy.resolve("tile/0/000");
        Files.setLastModifiedTime(full, FileTime.from(Instant.EPOCH));
        bench.append(300);
        bench.sequencer.runOnce();
        assertThat(mirror.exportTo(copy)).isEqualTo(600);
        assertThat(Files.getLastModifiedTime(full)).isEqualTo(FileTime.from(Instant.EPOCH));
        assertLeavesFollowFromEntries("002.p/88", 88);
    }

    @Test
    void withoutACheckpointNothingIsExported(@TempDir Path empty) throws SQLException {
        var fresh = AuditDatabase.fresh();
        assertThat(new AuditMirror(fresh.sequencer(), SequencerBench.SIGNER).exportTo(empty))
                .isZero();
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void theVerifierFindsTheMirrorWhole() {
        mirror.exportTo(copy);
        assertThat(fsck()).isZero();
        assertThat(said).isEqualTo("ok: 300 entries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.entry SET bytes = bytes || ' ' WHERE entry_id = (SELECT entry_id FROM audit.leaf WHERE idx = 77)",
                "DELETE FROM audit.entry WHERE entry_id = (SELECT entry_id FROM audit.leaf WHERE idx = 77)",
                "DELETE FROM audit.leaf WHERE idx = 77",
                "DELETE FROM audit.leaf WHERE idx >= 290",
                "UPDATE audit.leaf SET idx = CASE idx WHEN 7 THEN -8 ELSE -9 END WHERE idx IN (7, 8);"
                        + " UPDATE audit.leaf SET idx = CASE idx WHEN -8 THEN 8 ELSE 7 END WHERE idx < 0",
                "UPDATE audit.tile SET bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) WHERE level = 0 AND index = 0",
                "UPDATE audit.checkpoint SET note = replace(note, '300', '299')",
            })
    void whatAnInsiderDidToTheDatabaseIsFoundInItsMirror(String attack) throws SQLException {
        AuditDatabase.execute(
                bench.database.superuser(),
                "SET session_replication_role = replica; ALTER TABLE audit.leaf DROP CONSTRAINT leaf_idx_check; "
                        + attack);
        mirror.exportTo(copy);
        assertThat(fsck()).isOne();
        assertThat(said).startsWith("TAMPERED");
    }

    private int fsck() {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(
                new PrintStream(bytes, true, UTF_8), "fsck", SequencerBench.KEY.toString(), copy.toString());
        said = bytes.toString(UTF_8).strip();
        return status;
    }

    private void assertLeavesFollowFromEntries(String tile, int width) throws IOException {
        var hashes = Hash.split(Files.readAllBytes(copy.resolve("tile/0/" + tile)));
        var bundle = ByteBuffer.wrap(Files.readAllBytes(copy.resolve("tile/entries/" + tile)));
        assertThat(hashes).hasSize(width);
        for (var hash : hashes) {
            var entry = new byte[Short.toUnsignedInt(bundle.getShort())];
            bundle.get(entry);
            assertThat(Hash.ofLeaf(entry)).isEqualTo(hash);
        }
        assertThat(bundle.hasRemaining()).isFalse();
    }
}
