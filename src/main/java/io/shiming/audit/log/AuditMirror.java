package io.shiming.audit.log;

import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.verify.Tampered;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The second custody of the log: all tiles and entries as plain files laid out as C2SP tlog-tiles says, which the offline
 * verifier reads and from which a lost tail is brought back. Entries of all operators are in it, so it is for those who
 * may see all of them. A full file, once there, is never written again, and the mirror only moves forward: its checkpoint
 * is replaced by one that extends it and by no other.
 */
@ApplicationScoped
public class AuditMirror {
    private static final String BUNDLE = "SELECT e.bytes FROM audit.leaf l JOIN audit.entry e USING (entry_id)"
            + " WHERE l.idx >= ? AND l.idx < ? ORDER BY l.idx";

    private final DataSource database;
    private final CheckpointSigner signer;
    private @Nullable Exported last;

    AuditMirror(@io.quarkus.agroal.DataSource("sequencer") DataSource database, CheckpointSigner signer) {
        this.database = database;
        this.signer = signer;
    }

    /** What this process mirrored last, and where: below its size every file is known to be there. */
    private record Exported(Path directory, String note, long size) {}

    /**
     * Brings the directory up to the newest checkpoint, whose file is written last; answers the checkpoint's size, or -1
     * while another process writes or the mirror is ahead of what is published. {@link Forked} if the log does not extend
     * the mirror, {@link Tampered} if the mirror's checkpoint is not signed, and then nothing is written;
     * {@link Problem#unavailable} if it cannot be done, and the next run goes on from there.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    synchronized long exportTo(Path mirror) {
        try (var connection = database.getConnection()) {
            var newest = new CheckpointTable(connection).latest();
            if (newest.isEmpty()) return 0;
            var next = parsed(newest.get());
            var directory = MirrorDirectory.of(mirror, next.origin());
            if (isExported(directory, newest.get())) return next.size();
            return directory.alone(() -> extend(connection, directory, next.origin()));
        } catch (SQLException | IOException | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    /** {@link Forked} and {@link Tampered} as {@link #exportTo}, at once: nothing is written and no other process waited for. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    synchronized void mustAgree(Path mirror) {
        try (var connection = database.getConnection()) {
            var newest = new CheckpointTable(connection).latest();
            if (newest.isEmpty()) return;
            var origin = parsed(newest.get()).origin();
            var directory = MirrorDirectory.of(mirror, origin);
            if (!isExported(directory, newest.get())) compare(connection, directory, origin);
        } catch (SQLException | IOException | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    private static Checkpoint parsed(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private boolean isExported(MirrorDirectory directory, String note) {
        var known = last;
        return known != null && known.directory.equals(directory.path()) && known.note.equals(note);
    }

    /** The newest checkpoint's note and the mirror's size, which it extends. */
    private record Step(String note, long before) {}

    private long extend(Connection connection, MirrorDirectory directory, String origin)
            throws SQLException, IOException {
        var step = compare(connection, directory, origin);
        if (step.isEmpty()) return -1;
        var note = step.get().note();
        long before = step.get().before();
        long size = parsed(note).size();
        var known = last;
        boolean walked = known != null && known.directory.equals(directory.path());
        tiles(connection, directory, walked ? before : 0, size);
        directory.putNote(note);
        if (before > 0) directory.prune(before, size);
        last = new Exported(directory.path(), note, size);
        return size;
    }

    /**
     * What is to be mirrored; nothing if the mirror is ahead of what is published, or an epoch has just begun. The mirror is
     * read first: what it has was published before.
     */
    private Optional<Step> compare(Connection connection, MirrorDirectory directory, String origin)
            throws SQLException, IOException {
        var known = mirrored(directory.note(), origin);
        var note = new CheckpointTable(connection).latest().orElseThrow();
        var next = parsed(note);
        if (!next.origin().equals(origin)) return Optional.empty();
        if (known.isEmpty()) return Optional.of(new Step(note, 0));
        long before = known.get().size();
        if (next.size() < before) {
            headMustExtend(known.get(), connection);
            return Optional.empty();
        }
        mustExtend(known.get(), next.size(), next.root(), new TileTable(connection));
        return Optional.of(new Step(note, before));
    }

    /** The mirror's own checkpoint, which the log must have signed. */
    private Optional<Checkpoint> mirrored(Optional<String> note, String origin) {
        try {
            var keys = signer.together().stream()
                    .map(each -> NoteKey.of(origin, each.publicKey()))
                    .toList();
            return note.map(text -> Checkpoint.parse(text, keys));
        } catch (IllegalArgumentException e) {
            throw new Tampered("the mirror's checkpoint: " + e.getMessage());
        }
    }

    /** A checkpoint is published later than the head moves, is not waited for, and is not brought back with its entries. */
    private static void headMustExtend(Checkpoint known, Connection connection) throws SQLException {
        var head = new LogTables(connection).head();
        if (head.size() < known.size()) throw new Forked("the database is behind the mirror");
        mustExtend(known, head.size(), head.root(), new TileTable(connection));
    }

    private static void mustExtend(Checkpoint known, long size, Hash root, TileTable tiles) {
        var proof = new TiledTree(tiles, size).consistencyWith(known.size());
        if (!MerkleProof.extendsTo(known.size(), known.root(), proof, size, root)) {
            throw new Forked("the log in the database does not extend the mirror");
        }
    }

    private static void tiles(Connection connection, MirrorDirectory directory, long from, long size)
            throws SQLException, IOException {
        var table = new TileTable(connection);
        for (int level = 0; level < 8 && size >>> (8 * level) > 0; level++) {
            long hashes = size >>> (8 * level);
            for (long index = from >>> (8 * level + 8); index << 8 < hashes; index++) {
                var tile = TileId.in(size, level, index);
                if (directory.has(tile.path())) continue;
                if (level == 0) directory.put(tile.entriesPath(), bundle(connection, tile));
                directory.put(tile.path(), Hash.join(table.read(tile)));
            }
        }
    }

    /** The entries of a tile, each after its length in two bytes (C2SP tlog-tiles, entry bundles). */
    public static byte[] bundle(Connection connection, TileId tile) throws SQLException, IOException {
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
}
