package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a user starts it, ends it and kills it. */
class LauncherIT {
    private static final Pattern ADDRESS = Pattern.compile("Shiming is at\\s+(\\S+)");
    private static final Pattern HEALTH = Pattern.compile("Health is at\\s+(\\S+)");
    private static final Pattern TOKEN_PAGE = Pattern.compile("curl -s '([^']+)'");

    private final Path directory;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    LauncherIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void leaveNothing() throws Exception {
        for (Process process : started) {
            process.destroy();
            process.waitFor(40, TimeUnit.SECONDS);
        }
    }

    @Test
    void productionWithoutSettingsStopsWithOneLineForEachAndStartsNothing() throws Exception {
        Process process = start("bare.txt");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(78);
        assertThat(Files.readAllLines(directory.resolve("bare.txt")))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.matches("(quarkus|mp|shiming)\\.[a-z0-9.-]+ .+"))
                .doesNotHaveDuplicates();
        assertThat(directory.resolve("shiming-trial")).doesNotExist();
    }

    @Test
    void aNamedProfileIsNoWayAroundTheChecks() throws Exception {
        Process process = start("named.txt", "-Dquarkus.profile=staging", "trial");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(78);
    }

    @Test
    void aTrialIsUpAfterAKillAndLeavesNoServerWhenItEnds() throws Exception {
        // Given: a first run, killed
        Process first = start("first.txt", "trial");
        String health = awaitUp("first.txt");
        long server = server().orElseThrow();
        first.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(server)).isPresent();
        // When
        Process second = start("second.txt", "trial");
        health = awaitUp("second.txt");
        // Then
        assertThat(health).contains("\"status\": \"UP\"");
        assertThat(server()).hasValue(server);
        assertThat(get(found(TOKEN_PAGE, "second.txt").orElseThrow())).startsWith("ey");
        second.destroy();
        assertThat(second.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(server()).isEmpty();
    }

    private Process start(String output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0"));
        List.of(arguments).stream().filter(each -> each.startsWith("-D")).forEach(command::add);
        command.addAll(
                List.of("-jar", Path.of(System.getProperty("shiming.jar")).toString()));
        List.of(arguments).stream().filter(each -> !each.startsWith("-D")).forEach(command::add);
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("QUARKUS_PROFILE");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(output).toFile())
                .start();
        started.add(process);
        return process;
    }

    private String awaitUp(String output) throws Exception {
        await().atMost(Duration.ofSeconds(120))
                .until(() -> found(ADDRESS, output).isPresent());
        await().until(() ->
                found(TOKEN_PAGE, output).isPresent() && found(HEALTH, output).isPresent());
        return get(found(HEALTH, output).orElseThrow());
    }

    private Optional<String> found(Pattern pattern, String output) throws IOException {
        var matcher = pattern.matcher(Files.readString(directory.resolve(output)));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    private Optional<Long> server() throws IOException {
        Path file = directory.resolve("shiming-trial/postgres/postmaster.pid");
        return Files.exists(file)
                ? Optional.of(Long.valueOf(Files.readAllLines(file).get(0).strip()))
                : Optional.empty();
    }
}
