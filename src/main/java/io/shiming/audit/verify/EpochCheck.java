package io.shiming.audit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A log of which an epoch has ended: how it ended, and whether a receipt that is not in it can be of a lost entry. */
final class EpochCheck {
    private static final Duration MOST_BACK = Duration.ofMinutes(5); // as LogCheck lets acts stand in any order

    private final List<Told> told = new ArrayList<>();
    private Instant latest = Instant.MIN;

    /** A statement, and when the latest entry before it was written. */
    private record Told(EpochStatement statement, Instant lastKept) {
        /** The first entry of an epoch stands before those that waited; no entry is written after all that follow it. */
        boolean mayBeLost(Instant written, Instant latest) {
            boolean after = lastKept.equals(Instant.MIN) || !written.isBefore(lastKept.minus(MOST_BACK));
            return after && written.isBefore(statement.at()) && !written.isAfter(latest.plus(MOST_BACK));
        }
    }

    /** Remembers what this entry says of an epoch. */
    void entry(long index, JsonNode said) {
        var statement = EpochStatement.of(index, said);
        if (statement.isPresent()) {
            told.add(new Told(statement.get(), latest));
            return;
        }
        var at = Instant.parse(said.path("at").asText());
        latest = at.isAfter(latest) ? at : latest;
    }

    /**
     * The log in the directory goes on from the ended one, whose end is stated as its key signed it; and the checkpoint that
     * the reader has of the ended log is not of more entries, nor of others, than the statement says.
     */
    static String verify(LogDirectory log, Signers signers, NoteKey endedKey, String endedNote) throws IOException {
        var check = new EpochCheck();
        LogCheck.leavesOf(log, signers, check::entry);
        var size = signers.checkpoint(log.note()).size();
        var statement = check.told.stream()
                .map(Told::statement)
                .filter(each -> each.next().equals(signers.log().name()))
                .filter(each -> each.epochOf(signers.log(), List.of(endedKey)).isPresent())
                .findFirst()
                .orElseThrow(() -> new Tampered("no entry tells how the epoch before ended"));
        var last = signed(statement, endedKey);
        var known = checkpoint(endedNote, endedKey);
        mustBePrefix(log, size, statement.index(), statement.keptRoot(), "the statement's root over what is kept");
        if (known.size() > last.size()) {
            throw new Tampered(
                    "the ended log was signed for " + known.size() + " entries; the statement says " + last.size());
        }
        if (known.size() <= statement.index()) {
            mustBePrefix(log, size, known.size(), known.root(), "the ended log's checkpoint");
        } else if (known.size() == last.size() && !known.root().equals(last.root())) {
            throw new Tampered("the ended log's last checkpoint is another one than the statement says");
        }
        return "the epoch " + last.origin() + " ended at " + last.size() + " entries, of which " + statement.index()
                + " are kept and " + statement.lost() + " are lost (index " + statement.index() + " to "
                + (last.size() - 1) + "), by order " + statement.order();
    }

    /**
     * Which of these receipts are of entries that the log says are lost; {@link Tampered} if more are missing than were
     * lost, or one from a time of which nothing was lost.
     *
     * @param endedKeys keys of ended epochs that are not the log's own key under the epoch's name
     */
    List<String> lost(Map<UUID, Hash> missing, LogDirectory log, Signers signers, List<NoteKey> endedKeys)
            throws IOException {
        var counted = counted(log, signers, endedKeys);
        var lost = new ArrayList<String>();
        for (var id : missing.keySet()) {
            var written = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
            if (counted.stream().noneMatch(each -> each.mayBeLost(written, latest))) {
                throw new Tampered("receipt " + id + ": not in the log");
            }
            lost.add(id.toString());
        }
        long most = counted.stream().mapToLong(each -> each.statement().lost()).sum();
        if (lost.size() > most)
            throw new Tampered(lost.size() + " receipts are not in the log, which has lost " + most);
        return lost;
    }

    /**
     * The statements that count. The act is anybody's who can put an entry into the queue, so that one counts only with a
     * signature of the epoch before, over what stands in this log, and each epoch begins once, after the one before it.
     */
    private List<Told> counted(LogDirectory log, Signers signers, List<NoteKey> endedKeys) throws IOException {
        long size = signers.checkpoint(log.note()).size();
        var tree = new TiledTree(log, size);
        var counted = new ArrayList<Told>();
        long last = Long.MIN_VALUE;
        for (var each : told) {
            var epoch = each.statement().epochOf(signers.log(), endedKeys);
            boolean counts = epoch.isPresent()
                    && epoch.getAsLong() > last
                    && isPrefix(
                            tree,
                            size,
                            each.statement().index(),
                            each.statement().keptRoot());
            if (!counts) continue;
            counted.add(each);
            last = epoch.getAsLong();
        }
        return counted;
    }

    private static Checkpoint signed(EpochStatement statement, NoteKey key) {
        try {
            return statement.ended(key);
        } catch (IllegalArgumentException e) {
            throw new Tampered("the checkpoint in the statement: " + e.getMessage());
        }
    }

    private static Checkpoint checkpoint(String note, NoteKey key) {
        try {
            return Checkpoint.parse(note, key);
        } catch (IllegalArgumentException e) {
            throw new Tampered("the ended log's checkpoint: " + e.getMessage());
        }
    }

    private static void mustBePrefix(LogDirectory log, long size, long old, Hash root, String what) {
        if (!isPrefix(new TiledTree(log, size), size, old, root)) {
            throw new Tampered(what + " is not of the entries in this log");
        }
    }

    private static boolean isPrefix(TiledTree tree, long size, long old, Hash root) {
        return MerkleProof.extendsTo(old, root, tree.consistencyWith(old), size, tree.root());
    }
}
