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

    private final List<EpochStatement> statements = new ArrayList<>();
    private final List<Instant> lastKept = new ArrayList<>();
    private Instant latest = Instant.MIN;

    /** Remembers what this entry says of an epoch. */
    void entry(long index, JsonNode said) {
        var statement = EpochStatement.of(index, said);
        if (statement.isPresent()) {
            statements.add(statement.get());
            lastKept.add(latest);
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
        var statement = check.statements.stream()
                .filter(each -> each.next().equals(signers.log().name()))
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
     * How many of these receipts are of entries that the log says are lost; {@link Tampered} if more are missing than were
     * lost, or one from a time of which nothing was lost.
     */
    List<String> lost(Map<UUID, Hash> missing) {
        var lost = new ArrayList<String>();
        for (var id : missing.keySet()) {
            if (!mayBeLost(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))) {
                throw new Tampered("receipt " + id + ": not in the log");
            }
            lost.add(id.toString());
        }
        long most = statements.stream().mapToLong(EpochStatement::lost).sum();
        if (lost.size() > most)
            throw new Tampered(lost.size() + " receipts are not in the log, which has lost " + most);
        return lost;
    }

    private boolean mayBeLost(Instant written) {
        for (int i = 0; i < statements.size(); i++) {
            boolean after = lastKept.get(i).equals(Instant.MIN)
                    || !written.isBefore(lastKept.get(i).minus(MOST_BACK));
            if (after && written.isBefore(statements.get(i).at())) return true;
        }
        return false;
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
        var tree = new TiledTree(log, size);
        if (!MerkleProof.extendsTo(old, root, tree.consistencyWith(old), size, tree.root())) {
            throw new Tampered(what + " is not of the entries in this log");
        }
    }
}
