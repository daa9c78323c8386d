package io.shiming.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's key is replaced: first one key signs, then both, then the other alone. */
class LogKeyReplacedTest {
    private static final CheckpointSigner OLD = SequencerBench.SIGNER;
    private static final CheckpointSigner NEW = SequencerBench.signer(seed(1));
    private static final NoteKey OLD_KEY = SequencerBench.KEY;
    private static final NoteKey NEW_KEY = NoteKey.of(SequencerBench.ORIGIN, NEW.publicKey());

    private AuditDatabase database;
    private Path heads;

    @BeforeEach
    void aLogSignedWithTheOldKey(@TempDir Path headStore) throws SQLException {
        database = AuditDatabase.fresh();
        heads = headStore;
        grown(OLD, 300);
    }

    @Test
    void whileBothSignEitherKeyIsEnough() throws Exception {
        var bench = grown(both(), 5);
        assertThat(bench.state.forked()).isFalse();
        var note = SignedNote.parse(signed());
        assertThat(note.isSignedBy(OLD_KEY)).isTrue();
        assertThat(note.isSignedBy(NEW_KEY)).isTrue();
        assertThat(signed().lines().filter(line -> line.startsWith("\u2014"))).hasSize(2);
    }

    @Test
    void theLogGoesOnFromKeyToKeyAsOneTree() throws Exception {
        var first = Checkpoint.parse(signed(), OLD_KEY);
        grown(both(), 5);
        var second = Checkpoint.parse(signed(), OLD_KEY);
        assertThat(Checkpoint.parse(signed(), NEW_KEY)).isEqualTo(second);
        var bench = grown(NEW, 5);
        assertThat(bench.state.forked()).isFalse();
        var third = Checkpoint.parse(signed(), NEW_KEY);
        assertThat(third.size()).isEqualTo(310);
        assertExtends(first, second);
        assertExtends(second, third);
        assertThat(SignedNote.parse(signed()).isSignedBy(OLD_KEY)).isFalse();
    }

    @Test
    void anInstanceThatHasNotHeardOfTheNewKeyYetGoesOnToo() throws Exception {
        grown(both(), 5);
        assertThat(grown(OLD, 5).state.forked()).isFalse();
        assertThat(grown(both(), 5).state.forked()).isFalse();
        assertThat(Checkpoint.parse(signed(), NEW_KEY).size()).isEqualTo(315);
    }

    @Test
    void aNewKeyThatWasNeverBesideTheOldOneSignsNothing() throws Exception {
        var before = signed();
        assertThat(grown(NEW, 5).state.forked()).isTrue();
        assertThat(signed()).isEqualTo(before);
    }

    @Test
    void aSecondKeyThatIsNotTheAnnouncedOneSignsNothing() throws Exception {
        var before = signed();
        var lying = new CheckpointSigner() {
            @Override
            public byte[] publicKey() {
                return NEW.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return OLD.sign(message);
            }
        };
        assertThat(grown(together(OLD, lying), 5).state.forked()).isTrue();
        assertThat(signed()).isEqualTo(before);
    }

    private void assertExtends(Checkpoint older, Checkpoint newer) throws SQLException {
        try (var connection = database.superuser().getConnection()) {
            var proof = new TiledTree(new TileTable(connection), newer.size()).consistencyWith(older.size());
            assertThat(MerkleProof.extendsTo(older.size(), older.root(), proof, newer.size(), newer.root()))
                    .isTrue();
        }
    }

    /** An instance with this signer, after it has sequenced so many entries more. */
    private SequencerBench grown(CheckpointSigner signer, int entries) throws SQLException {
        var bench = new SequencerBench(database, heads, Clock.systemUTC(), signer, 2_000);
        bench.append(entries);
        bench.sequencer.runOnce();
        return bench;
    }

    private String signed() throws IOException {
        return Files.readString(heads.resolve("checkpoint"));
    }

    private static CheckpointSigner both() {
        return together(OLD, NEW);
    }

    static CheckpointSigner together(CheckpointSigner older, CheckpointSigner newer) {
        return new CheckpointSigner() {
            @Override
            public byte[] publicKey() {
                return older.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return older.sign(message);
            }

            @Override
            public List<CheckpointSigner> together() {
                return List.of(older, newer);
            }
        };
    }

    static byte[] seed(int first) {
        var seed = new byte[32];
        seed[0] = (byte) first;
        return seed;
    }
}
