package io.shiming.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A text with signature lines under it (C2SP signed-note). Reading one checks its form only; {@link #isSignedBy} checks
 * a signature.
 */
public final class SignedNote {
    private static final int MOST_SIGNATURES = 100;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\ufffd]");
    private static final Pattern LINE = Pattern.compile("\u2014 ([^ +\\s]+) ([A-Za-z0-9+/]+={0,2})");

    private final String text;
    private final List<String> lines;

    private SignedNote(String text, List<String> lines) {
        this.text = text;
        this.lines = lines;
    }

    /** The text, which ends with a line feed, signed by the holder of the key. */
    public static SignedNote sign(String text, NoteKey key, UnaryOperator<byte[]> signer) {
        var line = key.line(signer.apply(text.getBytes(UTF_8)));
        return parse(text + "\n" + line);
    }

    /** Reads a note; a malformed one is an {@link IllegalArgumentException}. Bytes that are not UTF-8 make it so. */
    public static SignedNote parse(String note) {
        if (note.length() > MOST_CHARACTERS || CONTROL.matcher(note).find()) {
            throw new IllegalArgumentException("not the characters of a note");
        }
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n")) throw new IllegalArgumentException("a note without signatures");
        var below = note.substring(split + 2);
        var lines = below.isEmpty()
                ? List.<String>of()
                : List.of(below.substring(0, below.length() - 1).split("\n", -1));
        if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("a note has between one and a hundred signatures");
        }
        for (var line : lines) checkForm(line);
        return new SignedNote(note.substring(0, split + 1), lines);
    }

    /** What was signed, with its last line feed. */
    public String text() {
        return text;
    }

    /** Whether this key signed it; false as well if a line under its name and id does not verify. */
    public boolean isSignedBy(NoteKey key) {
        var mine = new ArrayList<byte[]>();
        for (String value : valuesOf(key.name())) {
            byte[] signature = key.signatureIn(Base64.getDecoder().decode(value));
            if (signature.length > 0) mine.add(signature);
        }
        return !mine.isEmpty() && mine.stream().allMatch(signature -> key.signed(text.getBytes(UTF_8), signature));
    }

    /** The same note with this key's signature as well. */
    public SignedNote alsoSigned(NoteKey key, UnaryOperator<byte[]> signer) {
        return with(List.of(key.line(signer.apply(text.getBytes(UTF_8)))));
    }

    /** The same note with more signature lines, each with its line feed; they are checked for their form only. */
    public SignedNote with(List<String> more) {
        return parse(this + String.join("", more));
    }

    /** What stands, in base64, in the lines under this name. */
    List<String> valuesOf(String name) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(parts -> parts.matches() && parts.group(1).equals(name))
                .map(parts -> parts.group(2))
                .toList();
    }

    /** The note as it is sent and stored. */
    @Override
    public String toString() {
        return text + "\n" + String.join("\n", lines) + "\n";
    }

    private static void checkForm(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) throw new IllegalArgumentException("not a signature line");
        if (Base64.getDecoder().decode(parts.group(2)).length < 5) {
            throw new IllegalArgumentException("a signature line holds a key id and a signature");
        }
    }
}
