package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who was erased, in a file that only grows and that no restore of the database reaches. An erasure is in it, durably,
 * before the key is destroyed: a crash in between leaves an erasure that the next start asks to be finished.
 *
 * <p>File {@code erasures} in directory {@code shiming.vault.erasure-register}; a line each: operator, person, entry, time.
 */
@ApplicationScoped
class ErasureRegister {
    private final Optional<Path> directory;

    ErasureRegister(VaultConfig config) {
        this.directory = config.erasureRegister().map(Path::of);
    }

    synchronized void add(Erasure erasure) {
        // The line break in front ends a line that a crash cut off.
        var line = ByteBuffer.wrap(("\n" + erasure.line() + "\n").getBytes(UTF_8));
        var in = directory.orElseThrow(() -> new IllegalStateException("shiming.vault.erasure-register is not set"));
        try (var file = FileChannel.open(in.resolve("erasures"), CREATE, APPEND);
                var entries = FileChannel.open(in, READ)) {
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
            entries.force(true);
        } catch (IOException e) {
            throw Problem.unavailable(e);
        }
    }

    /** All that stand in it. A directory that is missing is no empty register: its volume may not be mounted. */
    List<Erasure> all() {
        if (directory.filter(in -> !Files.isDirectory(in)).isPresent()) {
            throw new IllegalStateException("the directory of the erasure register is missing;"
                    + " shiming.vault.erasure-register must be one directory for all instances");
        }
        var file = directory.map(in -> in.resolve("erasures")).filter(Files::exists);
        try {
            return file.isEmpty()
                    ? List.of()
                    : Files.readAllLines(file.get(), UTF_8).stream()
                            .flatMap(line -> Erasure.of(line).stream())
                            .toList();
        } catch (IOException e) {
            throw Problem.unavailable(e);
        }
    }
}
