package io.shiming.audit.log;

import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.Tiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The tiles in the database, over one connection. */
public final class TileTable implements Tiles {
    private static final String READ =
            "SELECT substring(bytes FOR ?) FROM audit.tile WHERE level = ? AND index = ? AND width >= ?";
    private static final String WRITE = "INSERT INTO audit.tile (level, index, width, bytes) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (level, index) DO UPDATE SET width = excluded.width, bytes = excluded.bytes";

    private final Connection connection;

    public TileTable(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<Hash> read(TileId tile) {
        try (var read = connection.prepareStatement(READ)) {
            read.setInt(1, tile.width() * Hash.LENGTH);
            read.setInt(2, tile.level());
            read.setLong(3, tile.index());
            read.setInt(4, tile.width());
            try (var row = read.executeQuery()) {
                if (!row.next()) throw new Forked("a tile is missing or too short: " + tile.path());
                return Hash.split(row.getBytes(1));
            }
        } catch (SQLException e) {
            throw new DatabaseDown(e);
        }
    }

    /** Writes new tiles and the longer versions of partial ones, in one batch. */
    void write(Map<TileId, List<Hash>> tiles) throws SQLException {
        try (var write = connection.prepareStatement(WRITE)) {
            for (var tile : tiles.entrySet()) {
                write.setInt(1, tile.getKey().level());
                write.setLong(2, tile.getKey().index());
                write.setInt(3, tile.getKey().width());
                write.setBytes(4, Hash.join(tile.getValue()));
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    /** The database did not answer; says nothing about the log. */
    public static final class DatabaseDown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseDown(SQLException cause) {
            super(cause);
        }
    }
}
