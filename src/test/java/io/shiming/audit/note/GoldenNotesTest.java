package io.shiming.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.Receipt;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MemoryTiles;
import io.shiming.audit.tree.TiledTree;
import io.shiming.fixture.GoldenFile;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The bytes of keys, checkpoints, cosignatures, proofs and receipts are pinned: others keep them and compare. */
class GoldenNotesTest {
    private static final String ORIGIN = "operator.example/rnr-audit/1";
    private static final Ed25519Sign.KeyPair LOG = pair(1);
    private static final Ed25519Sign.KeyPair NEXT = pair(2);
    private static final Ed25519Sign.KeyPair WITNESS = pair(3);

    @Test
    void keysAndReceiptsAreTheGoldenOnes() {
        var receipt =
                Receipt.of(new UUID(1, 2), Hash.ofLeaf("entry".getBytes(UTF_8)).bytes());
        GoldenFile.mustHold(
                "keys-and-receipts.txt",
                List.of(
                        NoteKey.of(ORIGIN, LOG.getPublicKey()).toString(),
                        CosignerKey.of("witness.example/w1", WITNESS.getPublicKey())
                                .toString(),
                        "Audit-Entry: " + receipt));
    }

    @Test
    void aCheckpointSignedByTheLogItsNextKeyAndAWitnessIsTheGoldenOne() {
        GoldenFile.mustBe("checkpoint.note", checkpoint().toString().getBytes(UTF_8));
    }

    @Test
    void theProofOfAnEntryIsTheGoldenOne() {
        var tiles = new MemoryTiles();
        tiles.grow(0, 300);
        var hashes = new TiledTree(tiles, 300).inclusionOf(7);
        var proof = new ProofFile(7, hashes, checkpoint().toString());
        GoldenFile.mustBe("proof.txt", proof.toString().getBytes(UTF_8));
    }

    private static SignedNote checkpoint() {
        var tiles = new MemoryTiles();
        tiles.grow(0, 300);
        var text = new Checkpoint(ORIGIN, 300, new TiledTree(tiles, 300).root()).text();
        var note = SignedNote.sign(text, NoteKey.of(ORIGIN, LOG.getPublicKey()), signer(LOG))
                .alsoSigned(NoteKey.of(ORIGIN, NEXT.getPublicKey()), signer(NEXT));
        var witness = CosignerKey.of("witness.example/w1", WITNESS.getPublicKey());
        return note.with(List.of(witness.cosign(note, Instant.ofEpochSecond(1_796_000_000), signer(WITNESS))));
    }

    private static UnaryOperator<byte[]> signer(Ed25519Sign.KeyPair pair) {
        return message -> {
            try {
                return new Ed25519Sign(pair.getPrivateKey()).sign(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Ed25519Sign.KeyPair pair(int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        try {
            return Ed25519Sign.KeyPair.newKeyPairFromSeed(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
