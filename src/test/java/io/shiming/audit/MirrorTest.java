package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.tree.Hash;
import java.io.IOException;
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

class MirrorTest {
    private SequencerBench bench;
    private AuditMirror mirror;
    private Path copy;

    @BeforeEach
    void aLogOfThreeHundred(@TempDir Path directory) throws SQLException, IOException {
        var heads = Files.createDirectory(directory.resolve("heads"));
        copy = directory.resolve("mirror");
        bench = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        bench.append(300);
        bench.sequencer.runOnce();
        mirror = new AuditMirror(bench.database.sequencer());
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
        assertThat(new AuditMirror(fresh.sequencer()).exportTo(empty)).isZero();
        assertThat(empty).isEmptyDirectory();
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
