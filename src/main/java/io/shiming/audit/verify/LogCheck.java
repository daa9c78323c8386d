package io.shiming.audit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TileId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Recomputes a whole log from its entries: leaves, tiles, root, signature; ids that occur twice; times that go back.
 * The first finding ends it. Keeps the leaf hash of each entry in memory, about 150 bytes an entry.
 */
final class LogCheck {
    /** Acts that run at the same time may stand in any order, but none waits longer than this for its place. */
    private static final Duration MOST_BACK = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogDirectory log;
    private final EntryReader reader;
    private final Map<UUID, Hash> leaves = new HashMap<>();
    private Instant latest = Instant.MIN;

    private LogCheck(LogDirectory log, EntryReader reader) {
        this.log = log;
        this.reader = reader;
    }

    /** Is shown every entry in the order of the log, before it is known whether the whole is well. */
    @FunctionalInterface
    interface EntryReader {
        void entry(long index, JsonNode said);
    }

    /** The leaf hash of every entry, by its id, of a log in which all is as the signers signed it. */
    static Map<UUID, Hash> leavesOf(LogDirectory log, Signers signers) throws IOException {
        return leavesOf(log, signers, (index, said) -> {});
    }

    static Map<UUID, Hash> leavesOf(LogDirectory log, Signers signers, EntryReader reader) throws IOException {
        var checkpoint = signers.checkpoint(log.note());
        var check = new LogCheck(log, reader);
        var edge = RightEdge.of(0, log);
        for (long index = 0; index << 8 < checkpoint.size(); index++) {
            check.tile(TileId.in(checkpoint.size(), 0, index), edge);
        }
        if (!edge.root().equals(checkpoint.root())) throw new Tampered("the entries do not give the signed root");
        if (!RightEdge.of(checkpoint.size(), log).root().equals(checkpoint.root()))
            throw new Tampered("the partial tiles do not give the signed root");
        return check.leaves;
    }

    private void tile(TileId tile, RightEdge edge) throws IOException {
        var hashes = log.read(tile);
        long index = tile.index() << 8;
        int at = 0;
        for (byte[] entry : log.entries(tile)) {
            var leaf = Hash.ofLeaf(entry);
            if (!leaf.equals(hashes.get(at++))) throw new Tampered("entry " + index + ": not the one that was hashed");
            content(entry, leaf, index++);
            edge.append(leaf);
        }
        edge.takeChanged().forEach((id, computed) -> {
            boolean kept = id.level() == 0 || id.width() == TileId.FULL; // others are kept only as they were last
            if (kept && !log.read(id).equals(computed))
                throw new Tampered(id.path() + ": does not follow from entries");
        });
    }

    private void content(byte[] entry, Hash leaf, long index) {
        try {
            JsonNode said = JSON.readTree(entry);
            var at = Instant.parse(said.path("at").asText());
            if (leaves.put(UUID.fromString(said.path("entryId").asText()), leaf) != null) {
                throw new Tampered("entry " + index + ": its id occurs twice");
            }
            if (at.plus(MOST_BACK).isBefore(latest)) throw new Tampered("entry " + index + ": its time goes back");
            // The first entry of an epoch has its place before the entries that waited while nothing was signed.
            boolean first = said.path("act").asText().equals(EpochStatement.ACT);
            latest = at.isAfter(latest) && !first ? at : latest;
            reader.entry(index, said);
        } catch (IOException | DateTimeParseException | IllegalArgumentException e) {
            throw new Tampered("entry " + index + ": not an entry");
        }
    }
}
