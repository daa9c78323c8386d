package io.shiming.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a trial database is to be run. The two ways differ in one thing: a kept one is as durable as production, a
 * throw-away one trades durability for speed and is gone after use.
 *
 * @param directory parent of the server's files, its passwords and its log
 * @param binaries where the server's programs are unpacked, about 60 MB, shared by all that name the same
 * @param port TCP port on 127.0.0.1, 0 for any free one
 * @param kept true: durable and kept after {@code close}
 * @param progress told one line before each step that takes seconds
 */
public record TrialDatabaseSettings(Path directory, Path binaries, int port, boolean kept, Consumer<String> progress) {

    /** A durable database whose data stays in this directory. */
    public static TrialDatabaseSettings keptIn(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return new TrialDatabaseSettings(absolute, absolute.resolve("postgres-binaries"), 0, true, line -> {});
    }

    /** A database for one test run: no fsync, deleted on close or when the process ends in order. */
    public static TrialDatabaseSettings throwAway() {
        try {
            Path directory = Files.createTempDirectory("shiming-trial");
            return new TrialDatabaseSettings(directory, sharedBinaries(), 0, false, line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on this port. */
    public TrialDatabaseSettings onPort(int fixed) {
        return new TrialDatabaseSettings(directory, binaries, fixed, kept, progress);
    }

    /** The same with the binaries of all test runs of this user, so that a test need not unpack them again. */
    public TrialDatabaseSettings withSharedBinaries() {
        return new TrialDatabaseSettings(directory, sharedBinaries(), port, kept, progress);
    }

    /** The same, telling its progress. */
    public TrialDatabaseSettings telling(Consumer<String> listener) {
        return new TrialDatabaseSettings(directory, binaries, port, kept, listener);
    }

    Path data() {
        return directory.resolve("postgres");
    }

    // Private, and not in the system's temporary directory: the library lets everybody write to the binaries.
    private static Path sharedBinaries() {
        try {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "shiming");
            return PrivateFile.directory(cache).resolve("postgres-binaries");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
