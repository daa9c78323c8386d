package io.shiming.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server process that a data directory's postmaster.pid names, alive or not.
 *
 * <p>Lines of that file: 1 process id, 4 port (PostgreSQL 17, src/include/utils/pidfile.h).
 */
record Postmaster(Path pidFile, long pid, int port) {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60); // a fast stop writes one checkpoint
    private static final Duration GLANCE = Duration.ofMillis(50);

    static Optional<Postmaster> of(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            file,
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip())));
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False also for a process id that another program has by now, and for a killed server not yet reaped. */
    boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("postgres"))
                .isPresent();
    }

    /** Deletes the file of the process id: PostgreSQL refuses to start over one whose id any program uses. */
    void forget() throws IOException {
        Files.deleteIfExists(pidFile);
    }

    /** Fast shutdown: sessions are ended, all data is on disk afterwards. Returns when the server is gone. */
    void stop() {
        if (!alive()) {
            return; // the id may be another program's by now
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            for (long left = STOP_WITHIN.dividedBy(GLANCE); left > 0 && Files.exists(pidFile) && alive(); left--) {
                Thread.sleep(GLANCE.toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
