package io.shiming.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MemoryTiles;
import io.shiming.audit.tree.TiledTree;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NoteTest {
    private static final Ed25519Sign.KeyPair PAIR = pair();
    private static final NoteKey KEY = NoteKey.of("operator.example/rnr-audit/1", PAIR.getPublicKey());

    @Test
    void aVerifierKeyIsReadAsItWasWritten() {
        assertThat(NoteKey.parse(KEY.toString())).hasToString(KEY.toString());
        assertThat(KEY.toString()).startsWith("operator.example/rnr-audit/1+");
    }

    @Test
    void aKeyNameHasNoSpaceAndNoPlus() {
        assertRefused(() -> NoteKey.of("a b", PAIR.getPublicKey()));
        assertRefused(() -> NoteKey.of("a+b", PAIR.getPublicKey()));
        assertRefused(() -> NoteKey.of("", PAIR.getPublicKey()));
        assertRefused(() -> NoteKey.of("name", new byte[31]));
    }

    @Test
    void aSignedCheckpointIsReadByTheHolderOfTheKey() {
        var checkpoint = new Checkpoint(KEY.name(), 7, Hash.EMPTY_TREE);
        var note = SignedNote.sign(checkpoint.text(), KEY, NoteTest::sign).toString();
        assertThat(Checkpoint.parse(note, KEY)).isEqualTo(checkpoint);
    }

    @Test
    void signingTwiceGivesTheSameBytes() {
        var text = new Checkpoint(KEY.name(), 7, Hash.EMPTY_TREE).text();
        assertThat(SignedNote.sign(text, KEY, NoteTest::sign))
                .hasToString(SignedNote.sign(text, KEY, NoteTest::sign).toString());
    }

    @Test
    void aCheckpointOfAnotherLogUnderTheSameKeyIsRefused() {
        var text = new Checkpoint("other.example/rnr-audit/1", 7, Hash.EMPTY_TREE).text();
        var note = SignedNote.sign(text, KEY, NoteTest::sign).toString();
        assertRefused(() -> Checkpoint.parse(note, KEY));
    }

    @Test
    void everyBitOfACheckpointCounts() {
        var text = new Checkpoint(KEY.name(), 7, Hash.EMPTY_TREE).text();
        var note = SignedNote.sign(text, KEY, NoteTest::sign).toString();
        for (int i = 0; i < text.length(); i++) {
            var changed = note.substring(0, i) + (char) (note.charAt(i) ^ 1) + note.substring(i + 1);
            assertRefused(() -> Checkpoint.parse(changed, KEY));
        }
    }

    @Test
    void oneBadSignatureOfTheKeySpoilsTheGoodOne() {
        var text = new Checkpoint(KEY.name(), 7, Hash.EMPTY_TREE).text();
        var good = SignedNote.sign(text, KEY, NoteTest::sign).toString();
        var bad = SignedNote.sign(text, KEY, message -> new byte[64]).toString();
        var both = good + bad.substring(bad.lastIndexOf("\u2014"));
        assertThat(SignedNote.parse(both).isSignedBy(KEY)).isFalse();
    }

    @Test
    void aSizeIsWrittenInOneWayOnly() {
        for (var size : List.of("007", "+7", "7 ", "", "0x7", "\uff17", "9223372036854775808")) {
            var text = KEY.name() + "\n" + size + "\n" + Hash.EMPTY_TREE.base64() + "\n";
            assertRefused(() -> Checkpoint.parse(text));
        }
        assertThat(Checkpoint.parse(KEY.name() + "\n0\n" + Hash.EMPTY_TREE.base64() + "\n")
                        .size())
                .isZero();
    }

    @Test
    void aProofFileIsReadAsItWasWrittenAndItsExtraLineIsPassedOver() {
        // Given
        var tiles = new MemoryTiles();
        var leaf = tiles.grow(0, 300).get(7);
        var tree = new TiledTree(tiles, 300);
        var text = new Checkpoint(KEY.name(), 300, tree.root()).text();
        var note = SignedNote.sign(text, KEY, NoteTest::sign).toString();
        var proof = new ProofFile(7, tree.inclusionOf(7), note);
        // Then
        assertThat(ProofFile.parse(proof.toString())).isEqualTo(proof);
        var extra = proof.toString().replaceFirst("\nindex", "\nextra AAAA\nindex");
        assertThat(ProofFile.parse(extra)).isEqualTo(proof);
        assertThat(proof.proves(leaf, KEY)).isTrue();
        assertThat(new ProofFile(8, proof.hashes(), note).proves(leaf, KEY)).isFalse();
    }

    @Test
    void aProofHigherThanAnyTreeIsRefused() {
        assertRefused(() -> new ProofFile(0, Collections.nCopies(64, Hash.EMPTY_TREE), "note"));
    }

    private static byte[] sign(byte[] message) {
        try {
            return new Ed25519Sign(PAIR.getPrivateKey()).sign(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Ed25519Sign.KeyPair pair() {
        try {
            return Ed25519Sign.KeyPair.newKeyPairFromSeed(new byte[32]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(IllegalArgumentException.class);
    }
}
