package io.shiming.audit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * What the first entry of an epoch (LOG_EPOCH_BEGUN) says of the one before: how many entries are left and their root, and
 * the last checkpoint that was signed. It counts only at the index of the first lost entry.
 *
 * @param index where it stands, and so how many entries were kept
 * @param at when it was written
 * @param order the order of the two persons, {@code log-epoch/<id>}
 * @param keptRoot root over the kept entries
 * @param next origin of the epoch that begins
 * @param note last checkpoint of the ended epoch
 */
record EpochStatement(long index, Instant at, String order, Hash keptRoot, String next, String note) {
    static final String ACT = "LOG_EPOCH_BEGUN";
    private static final int LINES_BEFORE_NOTE = 2;
    private static final int LINES_OF_CHECKPOINT = 3;

    /** Reads it, if this entry is one that stands where it says. */
    static Optional<EpochStatement> of(long index, JsonNode said) {
        if (!said.path("act").asText().equals(ACT)) return Optional.empty();
        var lines = StreamSupport.stream(said.path("fields").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var kept = lines.isEmpty() ? new String[0] : lines.get(0).split(" ");
        boolean read = lines.size() > LINES_BEFORE_NOTE + LINES_OF_CHECKPOINT
                && kept.length == 3
                && lines.get(1).startsWith("next ");
        if (!read || !kept[1].equals(Long.toString(index))) return Optional.empty();
        return Optional.of(new EpochStatement(
                index,
                Instant.parse(said.path("at").asText()),
                said.path("caseRef").asText(),
                Hash.ofBase64(kept[2]),
                lines.get(1).substring("next ".length()),
                note(lines.subList(LINES_BEFORE_NOTE, lines.size()))));
    }

    /** The last checkpoint of the ended epoch, which this key must have signed. */
    Checkpoint ended(NoteKey key) {
        return Checkpoint.parse(note, key);
    }

    /** Entries that were signed and are lost. */
    long lost() {
        return last().size() - index;
    }

    /**
     * Number of the epoch that begins, if that is the log with this key or an earlier epoch of it, and if its key or one of
     * these signed the end of the one before, of which entries are lost. Others are what a hand has planted.
     */
    OptionalLong epochOf(NoteKey log, List<NoteKey> endedKeys) {
        try {
            var ended = last().origin();
            var keys = new ArrayList<>(endedKeys);
            keys.add(log.named(ended));
            boolean signed =
                    keys.stream().filter(key -> key.name().equals(ended)).anyMatch(SignedNote.parse(note)::isSignedBy);
            long epoch = epoch(next);
            boolean follows = base(next).equals(base(ended)) && epoch == epoch(ended) + 1;
            boolean known = base(next).equals(base(log.name())) && epoch <= epoch(log.name());
            return signed && follows && known && lost() > 0 ? OptionalLong.of(epoch) : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    private Checkpoint last() {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private static String base(String origin) {
        return origin.substring(0, origin.lastIndexOf('/') + 1);
    }

    private static long epoch(String origin) {
        return Long.parseLong(origin.substring(origin.lastIndexOf('/') + 1));
    }

    private static String note(List<String> lines) {
        var note = new ArrayList<>(lines);
        note.add(LINES_OF_CHECKPOINT, "");
        return String.join("\n", note) + "\n";
    }
}
