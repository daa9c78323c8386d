package io.shiming.audit.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.verify.LogDirectory;
import io.shiming.audit.verify.Tampered;
import io.shiming.database.OperatorEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Entries on their way from the mirror into the database: written with the service's role, placed with the sequencer's. */
final class LostEntries {
    private static final ObjectMapper JSON = new ObjectMapper();
    // It may be there: committed before the backup, and without a place yet.
    private static final String APPEND =
            "SELECT audit.append(?) WHERE NOT EXISTS (SELECT FROM audit.entry WHERE entry_id = ?)";

    private final DataSource service;
    private final Connection sequencer;
    private final Prefix prefix;

    LostEntries(DataSource service, Connection sequencer, Prefix prefix) {
        this.service = service;
        this.sequencer = sequencer;
        this.prefix = prefix;
    }

    /** Refuses a tree that is not a beginning of the signed one. */
    interface Prefix {
        void mustHold(long size, Hash root);
    }

    /** Brings the entries of this tile back from the given index on, which is the size of the database's tree. */
    void bringBack(LogDirectory mirror, TileId tile, long from) throws SQLException, IOException {
        int skip = (int) (from - (tile.index() << 8));
        var entries = mirror.entries(tile).subList(skip, tile.width());
        var hashes = mirror.read(tile).subList(skip, tile.width());
        if (!entries.stream().map(Hash::ofLeaf).toList().equals(hashes)) {
            throw new Tampered(tile.entriesPath() + ": not the entries that were hashed");
        }
        place(written(entries), hashes);
    }

    private List<UUID> written(List<byte[]> entries) throws SQLException, IOException {
        var ids = new ArrayList<UUID>();
        try (var connection = service.getConnection()) {
            connection.setAutoCommit(false);
            try (var append = connection.prepareStatement(APPEND)) {
                for (byte[] entry : entries) {
                    var said = JSON.readTree(entry);
                    ids.add(UUID.fromString(said.path("entryId").asText()));
                    OperatorEntry.enter(connection, said.path("operator").asInt());
                    append.setBytes(1, entry);
                    append.setObject(2, ids.get(ids.size() - 1));
                    append.execute();
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return ids;
    }

    /** A transaction like the sequencer's, except that the order is given. */
    private void place(List<UUID> ids, List<Hash> hashes) throws SQLException {
        var log = new LogTables(sequencer);
        var tiles = new TileTable(sequencer);
        var head = log.headToMove();
        var edge = RightEdge.of(head.size(), tiles);
        if (!edge.root().equals(head.root())) throw new Forked("the tiles do not give the root of the head");
        var leaves = log.place(head.size(), ids);
        if (!List.copyOf(leaves.values()).equals(hashes)) throw new Forked("an entry in the database is another one");
        hashes.forEach(edge::append);
        prefix.mustHold(edge.size(), edge.root());
        tiles.write(edge.takeChanged());
        log.move(head, new Head(edge.size(), edge.root()));
        sequencer.commit();
    }
}
