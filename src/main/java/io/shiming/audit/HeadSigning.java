package io.shiming.audit;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.tree.Tiles;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs a head only if the last one signed is a prefix of it, judged by the memory outside the database. The database is
 * not trusted: the root is recomputed from tiles each time.
 */
final class HeadSigning {
    private final HeadStore store;
    private final CheckpointSigner signer;
    private final String origin;

    HeadSigning(HeadStore store, CheckpointSigner signer, String origin) {
        this.store = store;
        this.signer = signer;
        this.origin = origin;
    }

    /** The last note signed. */
    Optional<String> last() throws IOException {
        return store.read();
    }

    /** Refuses a database that is behind what was signed: it was restored, rolled back or failed over with loss. */
    void mustNotBeBehind(Head head) throws IOException {
        var last = last();
        if (last.isPresent() && head.size() < read(last.get()).size()) {
            throw new Forked("the database is behind the last signed head");
        }
    }

    /** The note for this head: signed and kept now, or the last one if the tree has not grown. */
    String sign(Head head, Tiles tiles) throws IOException {
        var tree = new TiledTree(tiles, head.size());
        if (!tree.root().equals(head.root())) throw new Forked("the tiles do not give the root of the head");
        var last = last();
        if (last.isPresent()) {
            var before = read(last.get());
            mustExtend(before, head, tree);
            if (before.size() == head.size()) return last.get();
        }
        var note = signed(new Checkpoint(origin, head.size(), head.root()).text());
        store.replace(last, note);
        return note;
    }

    /** Signed by every key; a signer whose key is not the announced one stops here. */
    private String signed(String text) {
        var all = signer.together();
        var note = SignedNote.sign(text, keyOf(all.get(0)), all.get(0)::sign);
        for (var next : all.subList(1, all.size())) note = note.alsoSigned(keyOf(next), next::sign);
        if (!all.stream().map(this::keyOf).allMatch(note::isSignedBy)) {
            throw new Forked("the signer's key is not the one it announces");
        }
        return note.toString();
    }

    private NoteKey keyOf(CheckpointSigner one) {
        return NoteKey.of(origin, one.publicKey());
    }

    private static void mustExtend(Checkpoint before, Head head, TiledTree tree) {
        if (head.size() < before.size()) throw new Forked("the database is behind the last signed head");
        var proof = tree.consistencyWith(before.size());
        if (!MerkleProof.extendsTo(before.size(), before.root(), proof, head.size(), head.root())) {
            throw new Forked("the tree does not extend the last signed head");
        }
    }

    private Checkpoint read(String note) {
        try {
            return Checkpoint.parse(
                    note, signer.together().stream().map(this::keyOf).toList());
        } catch (IllegalArgumentException e) {
            throw new Forked("the last signed head is not this log's: " + e.getMessage());
        }
    }
}
