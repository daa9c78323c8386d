package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PostgreSQL server of one trial directory, found by its postmaster.pid (line 1 process id, line 4 port) and
 * touched only if its program lies in that directory: a process id may be anybody's by now.
 */
public final class OwnPostgres {
    private final Path trial;

    OwnPostgres(Path trial) {
        this.trial = trial;
    }

    public Optional<Long> pid() {
        return line(0).map(Long::valueOf).filter(pid -> ours(ProcessHandle.of(pid)));
    }

    int port() {
        return line(3).map(Integer::valueOf).orElseThrow(() -> new IllegalStateException("no server is running"));
    }

    /** SIGKILL to the postmaster alone; returns when the sessions, which notice it, have ended too. */
    void kill9() {
        var postmaster = pid().flatMap(ProcessHandle::of).orElseThrow();
        List<ProcessHandle> family =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        postmaster.destroyForcibly();
        await().atMost(30, SECONDS).until(() -> family.stream().noneMatch(OwnPostgres::alive));
    }

    /** Ends a server that a killed service has left behind; does nothing if there is none. */
    void endIfLeftBehind() {
        if (pid().isPresent()) kill9();
    }

    private Optional<String> line(int number) {
        try {
            List<String> lines = Files.readAllLines(trial.resolve("postgres/postmaster.pid"));
            return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ours(Optional<ProcessHandle> process) {
        return process.flatMap(each -> each.info().command())
                .filter(command -> Path.of(command).startsWith(trial))
                .isPresent();
    }

    // A killed process that its parent has not yet reaped is listed, but runs no program any more.
    private static boolean alive(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
