package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last signed head, in a file outside the database: the memory that the database cannot rewrite. A witness keeps what
 * it last cosigned in one of its own. What was put is
 * durable when {@link #replace} returns, and a crash at any step leaves the old note or the new one, never a torn one.
 */
public final class HeadStore {
    private static final String EPOCH_ORDER = "epoch-order";

    private final Path note;
    private final Path lock;
    private final Path directory;

    /** The directory must exist: making it silently would make an empty memory out of a volume that is not mounted. */
    public HeadStore(Path directory) {
        this.directory = directory;
        this.note = directory.resolve("checkpoint");
        this.lock = directory.resolve("checkpoint.lock");
    }

    /** The directory is not there: its volume may not be mounted. */
    public static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super("the directory of the head store is missing");
        }
    }

    /** The note, if any was ever put. */
    public Optional<String> read() throws IOException {
        if (!Files.isDirectory(directory)) throw new Missing();
        return Files.exists(note) ? Optional.of(Files.readString(note, UTF_8)) : Optional.empty();
    }

    /** Compare and swap: puts the note in the place of exactly this one. */
    public void replace(Optional<String> expected, String next) throws IOException {
        try (var channel = FileChannel.open(lock, CREATE, WRITE);
                var held = channel.tryLock()) {
            if (held == null || !read().equals(expected)) throw new IOException("another sequencer wrote the head");
            write(note, next);
        } catch (OverlappingFileLockException e) {
            throw new IOException("another sequencer writes the head", e);
        }
    }

    /** The order to begin a new epoch, while it is not carried out. */
    public Optional<String> epochOrder() throws IOException {
        if (!Files.isDirectory(directory)) throw new Missing();
        var order = directory.resolve(EPOCH_ORDER);
        return Files.exists(order) ? Optional.of(Files.readString(order, UTF_8)) : Optional.empty();
    }

    /** Puts the order to begin a new epoch; answers false, and leaves it, where another one stands. */
    public boolean putEpochOrder(String order) throws IOException {
        if (!Files.isDirectory(directory)) throw new Missing();
        try (var channel = FileChannel.open(lock, CREATE, WRITE)) {
            channel.lock(); // until the channel is closed
            var standing = epochOrder();
            if (standing.isEmpty()) write(directory.resolve(EPOCH_ORDER), order);
            return standing.isEmpty() || standing.get().equals(order);
        } catch (OverlappingFileLockException e) {
            throw new IOException("another sequencer writes the head", e);
        }
    }

    /** The order was carried out. */
    public void dropEpochOrder() throws IOException {
        Files.deleteIfExists(directory.resolve(EPOCH_ORDER));
    }

    /** Keeps the last note of an epoch that ended, for good. */
    public void keepEnded(long epoch, String last) throws IOException {
        write(directory.resolve("checkpoint.ended-" + epoch), last);
    }

    private void write(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        try (var entries = FileChannel.open(directory, READ)) {
            entries.force(true); // the rename itself is durable only after this
        }
    }
}
