package io.shiming.audit.log;

import io.shiming.audit.LogOrigin;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * How an epoch of the log ended: what was signed last, and what is left of it. The next epoch keeps the first entries at
 * their indexes; those from {@code kept} on are lost.
 *
 * @param note the last checkpoint that was signed, with its signatures
 * @param kept entries that are left
 * @param keptRoot the root over them
 */
public record EpochEnd(String note, long kept, Hash keptRoot) {
    /** The origin that ended. */
    public String origin() {
        return last().origin();
    }

    /** Entries that were signed under it. */
    public long signed() {
        return last().size();
    }

    /** The origin of the next epoch. */
    public String next() {
        return LogOrigin.after(origin());
    }

    /** Entries that were signed and are lost. */
    public long lost() {
        return signed() - kept;
    }

    /**
     * The statement as the first entry of the next epoch bears it in its fields: {@code kept <size> <root>},
     * {@code next <origin>}, then the lines of the last checkpoint except the empty one.
     */
    public List<String> statement() {
        var lines = new ArrayList<String>();
        lines.add("kept " + kept + " " + keptRoot.base64());
        lines.add("next " + next());
        note.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
        return lines;
    }

    /** The order's terms, which {@link #parse} reads. */
    public String text() {
        return kept + "\n" + keptRoot.base64() + "\n" + note;
    }

    /** Reads {@link #text}; anything else is an {@link IllegalArgumentException}. */
    public static EpochEnd parse(String text) {
        var parts = text.split("\n", 3);
        if (parts.length < 3) throw new IllegalArgumentException("not the end of an epoch");
        return new EpochEnd(parts[2], Long.parseLong(parts[0]), Hash.ofBase64(parts[1]));
    }

    private Checkpoint last() {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }
}
