package io.shiming.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.log.AuditDatabase;
import io.shiming.audit.log.SequencerBench;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TileId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditProofsTest {
    private SequencerBench bench;
    private AuditProofs proofs;

    @BeforeEach
    void aLogOfThreeHundred(@TempDir Path heads) throws SQLException {
        bench = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        bench.append(300);
        bench.sequencer.runOnce();
        proofs = bench.proofs();
    }

    @Test
    void aReceiptIsProvenByTheProofFileAlone() {
        // Given
        var receipt = bench.log.append(SequencerBench.anEntry());
        assertThat(proofs.proof(1, receipt.entryId())).isEmpty(); // no checkpoint has it yet
        bench.sequencer.runOnce();
        // When
        var file = ProofFile.parse(proofs.proof(1, receipt.entryId()).orElseThrow());
        // Then
        var leaf = Hash.of(java.util.HexFormat.of().parseHex(receipt.leafHash()));
        assertThat(file.index()).isEqualTo(300);
        assertThat(file.proves(leaf, SequencerBench.KEY)).isTrue();
        assertThat(file.proves(Hash.EMPTY_TREE, SequencerBench.KEY)).isFalse();
    }

    @Test
    void anEntryOfAnotherOperatorLooksUnknown() {
        var receipt = bench.log.append(SequencerBench.anEntry());
        bench.sequencer.runOnce();
        assertThat(proofs.proof(2, receipt.entryId())).isEmpty();
        assertThat(proofs.proof(1, new UUID(1, 1))).isEmpty();
    }

    @Test
    void laterCheckpointsAreProvenToExtendEarlierOnes() throws SQLException {
        var before = checkpoint();
        bench.append(500);
        bench.sequencer.runOnce();
        var after = checkpoint();
        var proof = proofs.consistency(before.size(), after.size()).orElseThrow().stream()
                .map(Hash::ofBase64)
                .toList();
        assertThat(MerkleProof.extendsTo(before.size(), before.root(), proof, after.size(), after.root()))
                .isTrue();
        assertThat(proofs.consistency(after.size(), after.size() + 1)).isEmpty();
        assertThat(proofs.consistency(3, 2)).isEmpty();
    }

    @Test
    void tilesAreGivenAsFarAsTheyArePublished() {
        var full = proofs.tile(new TileId(0, 0, 256)).orElseThrow();
        var partial = proofs.tile(new TileId(0, 1, 44)).orElseThrow();
        assertThat(full).hasSize(256 * Hash.LENGTH);
        assertThat(proofs.tile(new TileId(0, 1, 10)))
                .hasValueSatisfying(tile -> assertThat(tile).isEqualTo(Arrays.copyOf(partial, 10 * Hash.LENGTH)));
        assertThat(proofs.tile(new TileId(0, 1, 45))).isEmpty();
        assertThat(proofs.tile(new TileId(0, 2, 1))).isEmpty();
        assertThat(proofs.tile(new TileId(1, 0, 1))).isPresent();
        assertThat(proofs.tile(new TileId(7, Long.MAX_VALUE, 1))).isEmpty();
    }

    @Test
    void beforeTheFirstRunThereIsNoCheckpoint(@TempDir Path heads) throws SQLException {
        var fresh = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        assertThat(fresh.proofs().latestCheckpoint()).isEmpty();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.parse(proofs.latestCheckpoint().orElseThrow(), SequencerBench.KEY);
    }
}
