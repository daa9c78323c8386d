package io.shiming.audit.log;

import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.HeadStore;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.tree.Tiles;
import io.shiming.audit.verify.Tampered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Signs a head only if the last one signed is a prefix of it, judged by the memory outside the database. The database is
 * not trusted: the root is recomputed from tiles each time.
 */
final class HeadSigning {
    private final HeadStore store;
    private final Optional<Path> mirror;
    private final CheckpointSigner signer;
    private final LogOrigin origins;
    private final MirrorSize mirrorSize = new MirrorSize();

    HeadSigning(HeadStore store, Optional<Path> mirror, CheckpointSigner signer, String origin) {
        this.store = store;
        this.mirror = mirror;
        this.signer = signer;
        this.origins = new LogOrigin(origin, store);
    }

    /** The last note signed. */
    Optional<String> last() throws IOException {
        return store.read();
    }

    /** Refuses a database that is behind what was signed: it was restored, rolled back or failed over with loss. */
    void mustNotBeBehind(Head head) throws IOException {
        long mirrored = mirrored(); // asked first: the head store has each note before the mirror
        var last = last().map(this::read);
        if (last.isPresent() && head.size() < last.get().size()) {
            throw new Forked("the database is behind the last signed head");
        }
        if (head.size() < mirrored) throw new Forked("the database is behind the mirror");
        if (last.isPresent() && last.get().size() < mirrored) throw new Forked("the head store is behind the mirror");
    }

    /** The size of the mirror's checkpoint; beyond every size if the mirror has a later epoch than the head store. */
    private long mirrored() throws IOException {
        if (mirror.isEmpty()) return 0;
        var origin = origins.current();
        var next = LogOrigin.after(origin);
        var keys = keys(origin);
        var nextKeys = keys(next);
        return mirrorSize.of(
                origin,
                () -> mirrored(mirror.get(), next, nextKeys) > 0
                        ? Long.MAX_VALUE
                        : mirrored(mirror.get(), origin, keys));
    }

    /** 0 if this log signed none there; that a mirror is away stops nothing. */
    private static long mirrored(Path mirror, String origin, List<NoteKey> keys) {
        try {
            var note = MirrorDirectory.of(mirror, origin).note();
            return note.isPresent() ? Checkpoint.parse(note.get(), keys).size() : 0;
        } catch (IOException | IllegalArgumentException | Tampered e) {
            return 0; // the mirror's own job tells of it
        }
    }

    /** The note for this head: signed and kept now, or the last one if the tree has not grown. */
    String sign(Head head, Tiles tiles) throws IOException {
        var tree = sound(head, tiles);
        var last = last();
        if (last.isPresent()) {
            var before = read(last.get());
            mustExtend(before, head, tree);
            if (before.size() == head.size()) return last.get();
        }
        return keep(last, new Checkpoint(origins.in(last), head.size(), head.root()));
    }

    /** The first note of the epoch that was ordered, in the place of the last one of the epoch before. */
    void signNextEpoch(EpochOrder order, Head head, Tiles tiles) throws IOException {
        var end = order.end();
        var tree = sound(head, tiles);
        read(end.note()); // which this log must have signed
        if (!MerkleProof.extendsTo(
                end.kept(), end.keptRoot(), tree.consistencyWith(end.kept()), head.size(), head.root())) {
            throw new Forked("the new epoch does not begin with the entries that are left");
        }
        keep(Optional.of(end.note()), new Checkpoint(end.next(), head.size(), head.root()));
    }

    private static TiledTree sound(Head head, Tiles tiles) {
        var tree = new TiledTree(tiles, head.size());
        if (!tree.root().equals(head.root())) throw new Forked("the tiles do not give the root of the head");
        return tree;
    }

    private String keep(Optional<String> last, Checkpoint next) throws IOException {
        var note = signed(next);
        store.replace(last, note);
        return note;
    }

    /** Signed by every key; a signer whose key is not the announced one stops here. */
    private String signed(Checkpoint next) {
        var all = signer.together();
        var origin = next.origin();
        var note = SignedNote.sign(next.text(), keyOf(all.get(0), origin), all.get(0)::sign);
        for (var more : all.subList(1, all.size())) note = note.alsoSigned(keyOf(more, origin), more::sign);
        if (!keys(origin).stream().allMatch(note::isSignedBy)) {
            throw new Forked("the signer's key is not the one it announces");
        }
        return note.toString();
    }

    private List<NoteKey> keys(String origin) {
        return signer.together().stream().map(each -> keyOf(each, origin)).toList();
    }

    private static NoteKey keyOf(CheckpointSigner one, String origin) {
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
            return Checkpoint.parse(note, keys(origins.in(Optional.of(note))));
        } catch (IllegalArgumentException e) {
            throw new Forked("the last signed head is not this log's: " + e.getMessage());
        }
    }
}
