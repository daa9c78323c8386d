package io.shiming.audit.witness;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of {@code add-checkpoint}: a line {@code old <size>}, the consistency proof in base64 lines, an empty line and
 * the checkpoint.
 *
 * @param old size that the proof starts from
 */
record Submission(long old, List<Hash> proof, SignedNote note, Checkpoint checkpoint) {
    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");
    private static final int MOST_HASHES = 63;

    /** Reads a body; a malformed one, or one whose old size is beyond its checkpoint, is refused with 400. */
    static Submission parse(String body) throws Refused {
        try {
            int split = body.indexOf("\n\n");
            if (split < 0) throw new IllegalArgumentException("no checkpoint");
            var lines = List.of(body.substring(0, split).split("\n", -1));
            var old = OLD.matcher(lines.get(0));
            if (!old.matches() || lines.size() > 1 + MOST_HASHES) throw new IllegalArgumentException("no old size");
            var proof = new ArrayList<Hash>();
            for (var line : lines.subList(1, lines.size())) proof.add(Hash.ofBase64(line));
            var note = SignedNote.parse(body.substring(split + 2));
            var submission = new Submission(Long.parseLong(old.group(1)), proof, note, Checkpoint.parse(note.text()));
            if (submission.old > submission.checkpoint.size()) throw new IllegalArgumentException("old beyond new");
            return submission;
        } catch (IllegalArgumentException malformed) {
            throw new Refused(Refused.MALFORMED, malformed.getMessage() + "\n");
        }
    }
}
