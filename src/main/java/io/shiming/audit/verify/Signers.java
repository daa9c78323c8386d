package io.shiming.audit.verify;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import java.util.List;

/**
 * Whose signatures a checkpoint must bear: the log's and those of all these witnesses.
 *
 * @param log the log's key
 */
record Signers(NoteKey log, List<CosignerKey> witnesses) {
    Signers {
        witnesses = List.copyOf(witnesses);
    }

    /** The checkpoint in this note, if they signed it. */
    Checkpoint checkpoint(String note) {
        try {
            var checkpoint = Checkpoint.parse(note, log);
            var signed = SignedNote.parse(note);
            for (var witness : witnesses) {
                if (witness.cosigned(signed).isEmpty()) {
                    throw new Tampered("checkpoint: witness " + witness.name() + " has not signed it");
                }
            }
            return checkpoint;
        } catch (IllegalArgumentException e) {
            throw new Tampered("checkpoint: " + e.getMessage());
        }
    }
}
