package io.shiming.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jar, running as a trial in a process of its own. Everything it writes, its temporary files and its console
 * included, is under one home directory. {@link #close} ends it and its database, also after a kill.
 */
public final class PackagedService implements AutoCloseable {
    /** For crowds on two cores, and cold starts under load: a slow answer does not count as no answer. */
    public static final Map<String, String> PATIENT = Map.of(
            "shiming.verification.authority.timeout", "20s", "quarkus.datasource.jdbc.acquisition-timeout", "20s");

    private static final Duration START_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Pattern THIRD_LINE = Pattern.compile("^Read the API: ");

    private final Path home;
    private final List<Integer> ports = freePorts(5);
    private final int port = ports.get(0);
    private final int issuerPort = ports.get(1);
    private final int authorityPort = ports.get(2);
    private final int hubPort = ports.get(3);
    private final int managementPort = ports.get(4);
    private final OwnPostgres postgres;
    private final Thread lastResort = new Thread(this::endEverything, "end of the packaged service");
    private final Map<String, String> settings;
    private Process process;

    private PackagedService(Path home, Map<String, String> settings) {
        this.home = realPath(home);
        this.settings = settings;
        this.postgres = new OwnPostgres(trial());
        this.process = run("trial");
    }

    /** Starts it in this directory, or resumes what an earlier one left there; returns when it answers. */
    public static PackagedService start(Path home) {
        return start(home, Map.of());
    }

    /** The same with settings that differ from a trial's usual ones. */
    public static PackagedService start(Path home, Map<String, String> settings) {
        var service = new PackagedService(home, settings);
        Runtime.getRuntime().addShutdownHook(service.lastResort);
        service.awaitUp();
        return service;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where health and metrics are. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public URI issuer() {
        return URI.create("http://127.0.0.1:" + issuerPort);
    }

    public URI authority() {
        return URI.create("http://127.0.0.1:" + authorityPort);
    }

    public URI hub() {
        return URI.create("http://127.0.0.1:" + hubPort);
    }

    public Path home() {
        return home;
    }

    public Path trial() {
        return home.resolve("trial");
    }

    Path console() {
        return home.resolve("console.log");
    }

    public long pid() {
        return process.pid();
    }

    public OwnPostgres postgres() {
        return postgres;
    }

    /** SIGKILL; the database lives on. */
    public void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    public void killPostgres9() {
        postgres.kill9();
    }

    /** An orderly end, as by Ctrl-C or a container's stop; of its database too. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Starts it again in the same directory and on the same ports, after ending it in order if it still runs. */
    public void restart() {
        if (process.isAlive()) stop();
        process = run("trial");
        awaitUp();
    }

    /** Runs the jar with these words, in the same directory and while no service runs there, to its end; what it says. */
    public String runOnce(String... words) {
        process = run(Stream.concat(Stream.of("trial"), Stream.of(words)).toArray(String[]::new));
        var said = new Console(process.getInputStream(), console(), Pattern.compile(words[0] + "|re-applied;"));
        String line = said.await(START_WITHIN);
        awaitEnd();
        if (process.exitValue() != 0) throw new IllegalStateException("it ended with " + process.exitValue());
        return line;
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) stop();
        } finally {
            endEverything();
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    private Process run(String... words) {
        var child = new Child(home)
                .with("shiming.access.decoy-plant-every", "off"); // what is counted here is the test's own
        settings.forEach(child::with);
        return child.with("quarkus.http.port", port)
                .with("quarkus.management.port", managementPort)
                .with("shiming.trial.directory", trial())
                .with("shiming.trial.issuer.port", issuerPort)
                .with("shiming.trial.authority.port", authorityPort)
                .with("shiming.trial.hub.port", hubPort)
                .run(words);
    }

    private void awaitUp() {
        long began = System.nanoTime();
        try {
            new Console(process.getInputStream(), console(), THIRD_LINE).await(START_WITHIN);
            tell("up after", began);
        } catch (IllegalStateException notUp) {
            endEverything();
            throw notUp;
        }
    }

    private void awaitEnd() {
        long began = System.nanoTime();
        try {
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service did not stop in " + STOP_WITHIN);
            }
            tell("ended after", began);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void tell(String what, long began) {
        System.out.printf("packaged service %s %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }

    private void endEverything() {
        process.destroyForcibly();
        postgres.endIfLeftBehind();
    }

    private static Path realPath(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        return freePorts(1).get(0);
    }

    /** So many different ones: each is held until the last is drawn. */
    private static List<Integer> freePorts(int many) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var drawn = new ArrayList<>(many == 1 ? List.of() : freePorts(many - 1));
            drawn.add(socket.getLocalPort());
            return drawn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
