package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What a child prints: every line is kept in a file, and one can wait for a certain line without asking again. */
final class Console {
    private final Path kept;
    private final Pattern awaited;
    private final CompletableFuture<String> seen = new CompletableFuture<>();

    Console(InputStream output, Path kept, Pattern awaited) {
        this.kept = kept;
        this.awaited = awaited;
        var reader = new Thread(() -> read(output), "console of the child");
        reader.setDaemon(true);
        reader.start();
    }

    /** The first line that matches; fails when the output ends, or the time is over, without one. */
    String await(Duration limit) {
        try {
            return seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no line like " + awaited + "; the child said:\n" + said(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(InputStream output) {
        try (var lines = new BufferedReader(new InputStreamReader(output, UTF_8));
                var file = open()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + "\n");
                file.flush();
                if (awaited.matcher(line).find()) seen.complete(line);
            }
            seen.completeExceptionally(new IllegalStateException("the output has ended"));
        } catch (IOException e) {
            seen.completeExceptionally(e);
        }
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(kept, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String said() {
        try {
            return Files.exists(kept) ? Files.readString(kept) : "nothing";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
