package io.shiming.audit.witness;

import io.shiming.audit.HeadStore;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One log as this witness knows it. What it accepted is on disk before anybody is told. */
final class WitnessedLog {
    private final List<NoteKey> keys;
    private final HeadStore store;

    /** Keys of one name: two while the log's key is being replaced, of which one is enough. */
    WitnessedLog(List<NoteKey> keys, HeadStore store) {
        this.keys = List.copyOf(keys);
        this.store = store;
    }

    String origin() {
        return keys.get(0).name();
    }

    /**
     * Takes the checkpoint for the newest, if it extends the one before. Check and write are one step: of two at once one
     * finds the other's size.
     */
    synchronized void accept(Submission submission) throws Refused, IOException {
        var next = submission.checkpoint();
        if (keys.stream().noneMatch(submission.note()::isSignedBy))
            throw new Refused(Refused.NOT_SIGNED, "not signed by the log's key\n");
        var last = store.read();
        var known =
                last.isPresent() ? Checkpoint.parse(last.get(), keys) : new Checkpoint(origin(), 0, Hash.EMPTY_TREE);
        if (submission.old() != known.size()) throw conflict(known);
        if (next.size() == known.size()) {
            if (!next.root().equals(known.root())) throw conflict(known);
            if (!submission.proof().isEmpty()) throw inconsistent();
        } else if (!MerkleProof.extendsTo(known.size(), known.root(), submission.proof(), next.size(), next.root())) {
            throw inconsistent();
        }
        keep(last, submission.note());
    }

    private void keep(Optional<String> last, SignedNote note) throws IOException {
        if (!last.equals(Optional.of(note.toString()))) store.replace(last, note.toString());
    }

    private static Refused conflict(Checkpoint known) {
        return new Refused(Refused.CONFLICT, known.size() + "\n");
    }

    private static Refused inconsistent() {
        return new Refused(Refused.NOT_CONSISTENT, "the proof does not verify\n");
    }
}
