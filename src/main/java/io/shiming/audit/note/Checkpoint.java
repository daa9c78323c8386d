package io.shiming.audit.note;

import io.shiming.audit.tree.Hash;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the log commits to: so many entries, with this root (C2SP tlog-checkpoint). Our own have no extension lines.
 *
 * @param origin the log's name, which is the name of its key too
 * @param size entries in the tree
 * @param root the tree's root
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    /** An origin is one line that is not empty. */
    public Checkpoint {
        if (origin.isEmpty() || origin.contains("\n")) throw new IllegalArgumentException("an origin is one line");
        if (size < 0) throw new IllegalArgumentException("a tree has no negative size");
    }

    /** Reads the text of a note; extension lines are passed over. Anything else is an {@link IllegalArgumentException}. */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4) throw new IllegalArgumentException("a checkpoint has three lines");
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) throw new IllegalArgumentException("a checkpoint has no empty line");
        }
        if (!lines[lines.length - 1].isEmpty()) throw new IllegalArgumentException("its last line ends too");
        if (!SIZE.matcher(lines[1]).matches()) throw new IllegalArgumentException("not a tree size");
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
    }

    /** Reads a note that must be a checkpoint of the log with this key, signed by it. */
    public static Checkpoint parse(String note, NoteKey log) {
        return parse(note, List.of(log));
    }

    /** The same for a log whose key is being replaced: one of its keys is enough. */
    public static Checkpoint parse(String note, List<NoteKey> log) {
        var signed = SignedNote.parse(note);
        if (log.stream().noneMatch(signed::isSignedBy)) {
            throw new IllegalArgumentException("the log's key did not sign this");
        }
        var checkpoint = parse(signed.text());
        if (log.stream().noneMatch(key -> checkpoint.origin.equals(key.name())))
            throw new IllegalArgumentException("the checkpoint of another log");
        return checkpoint;
    }

    /** The text to sign. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
