package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.verify.Tampered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of the mirror of one epoch. The first epoch lies in the mirror's directory itself, a later one in a directory
 * {@code epoch-N} below it, so that what was mirrored of an ended epoch stays as it was.
 */
final class MirrorDirectory {
    private static final String CHECKPOINT = "checkpoint";

    private final Path directory;

    private MirrorDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The mirror of the log with this origin. The mirror's directory must exist: its volume may not be mounted.
     * {@link Tampered} if its checkpoint does not read.
     */
    static MirrorDirectory of(Path mirror, String origin) throws IOException {
        if (!Files.isDirectory(mirror)) throw new IOException("the directory of the mirror is missing");
        var first = new MirrorDirectory(mirror);
        var note = first.note();
        boolean same = note.isEmpty() || originOf(note.get()).equals(origin);
        return same
                ? first
                : new MirrorDirectory(mirror.resolve("epoch-" + origin.substring(origin.lastIndexOf('/') + 1)));
    }

    Path path() {
        return directory;
    }

    /** The checkpoint's note as it stands, not checked. */
    Optional<String> note() throws IOException {
        var file = directory.resolve(CHECKPOINT);
        return Files.exists(file) ? Optional.of(Files.readString(file, UTF_8)) : Optional.empty();
    }

    boolean has(String path) {
        return Files.exists(directory.resolve(path));
    }

    /** Puts a file, whole or not at all. */
    void put(String path, byte[] content) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
    }

    void putNote(String note) throws IOException {
        put(CHECKPOINT, note.getBytes(UTF_8));
    }

    /** Work on the files that one process does at a time. */
    interface Work {
        long run() throws IOException, java.sql.SQLException;
    }

    /** Does the work and answers what it does; -1 if another process is writing. */
    long alone(Work work) throws IOException, java.sql.SQLException {
        Files.createDirectories(directory);
        try (var channel = FileChannel.open(directory.resolve("mirror.lock"), CREATE, WRITE);
                var held = channel.tryLock()) {
            return held == null ? -1 : work.run();
        } catch (OverlappingFileLockException e) {
            return -1;
        }
    }

    /** Removes the partial tiles and bundles that no reader with the checkpoint of this size or the next needs. */
    void prune(long before, long next) throws IOException {
        for (int level = 0; level < 8 && before >>> (8 * level) > 0; level++) {
            long hashes = before >>> (8 * level);
            if ((hashes & 255) == 0) continue;
            var partial = TileId.in(before, level, hashes >>> 8);
            boolean full = TileId.in(next, level, hashes >>> 8).width() == TileId.FULL;
            for (var path : paths(level)) prune(partial, path, full ? TileId.FULL : partial.width());
        }
    }

    private static List<Function<TileId, String>> paths(int level) {
        return level == 0 ? List.of(TileId::path, TileId::entriesPath) : List.of(TileId::path);
    }

    private void prune(TileId tile, Function<TileId, String> path, int below) throws IOException {
        for (int width = 1; width < below; width++) {
            Files.deleteIfExists(directory.resolve(path.apply(new TileId(tile.level(), tile.index(), width))));
        }
    }

    private static String originOf(String note) {
        try {
            return Checkpoint.parse(SignedNote.parse(note).text()).origin();
        } catch (IllegalArgumentException e) {
            throw new Tampered("the mirror's checkpoint: " + e.getMessage());
        }
    }
}
