package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TileId;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The second custody of the log: all tiles and entries as plain files laid out as C2SP tlog-tiles says, which the offline
 * verifier reads and from which a lost tail could be brought back. Entries of all operators are in it, so it is for
 * whoever may see all of them. A full file, once there, is never written again.
 */
@ApplicationScoped
class AuditMirror {
    private static final String BUNDLE = "SELECT e.bytes FROM audit.leaf l JOIN audit.entry e USING (entry_id)"
            + " WHERE l.idx >= ? AND l.idx < ? ORDER BY l.idx";

    private final DataSource database;

    AuditMirror(@io.quarkus.agroal.DataSource("sequencer") DataSource database) {
        this.database = database;
    }

    /**
     * Brings the directory up to the newest checkpoint, whose file is written last; answers the checkpoint's size.
     * {@link Problem#unavailable} if it cannot; what was written then stays and the next run goes on from there.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    long exportTo(Path directory) {
        try (var connection = database.getConnection()) {
            var note = new CheckpointTable(connection).latest();
            if (note.isEmpty()) return 0;
            long size = Checkpoint.parse(SignedNote.parse(note.get()).text()).size();
            tiles(connection, directory, size);
            put(directory.resolve("checkpoint"), note.get().getBytes(UTF_8));
            return size;
        } catch (SQLException | IOException | Forked | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    private static void tiles(Connection connection, Path directory, long size) throws SQLException, IOException {
        var table = new TileTable(connection);
        for (int level = 0; level < 8 && size >>> (8 * level) > 0; level++) {
            long hashes = size >>> (8 * level);
            for (long index = 0; index << 8 < hashes; index++) {
                var tile = TileId.in(size, level, index);
                var file = directory.resolve(tile.path());
                if (Files.exists(file)) continue;
                if (level == 0) put(directory.resolve(tile.entriesPath()), bundle(connection, tile));
                put(file, Hash.join(table.read(tile)));
            }
        }
    }

    /** The entries of a tile, each after its length in two bytes (C2SP tlog-tiles, entry bundles). */
    static byte[] bundle(Connection connection, TileId tile) throws SQLException, IOException {
        long first = tile.index() << 8;
        var bundle = new ByteArrayOutputStream();
        var out = new DataOutputStream(bundle);
        try (var read = connection.prepareStatement(BUNDLE)) {
            read.setLong(1, first);
            read.setLong(2, first + tile.width());
            try (var row = read.executeQuery()) {
                while (row.next()) {
                    byte[] entry = row.getBytes(1);
                    out.writeShort(entry.length);
                    out.write(entry);
                }
            }
        }
        return bundle.toByteArray();
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
    }
}
