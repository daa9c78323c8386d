package io.shiming.packaged;

import io.shiming.trial.Trial;
import io.shiming.trial.TrialPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Several instances of the jar over one database; what stands around them lives in this process. */
final class Fleet implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(120);
    private static final Pattern UP = Pattern.compile("Listening on: ");

    private final Path home;
    private final Trial trial;
    private final List<Instance> instances = new ArrayList<>();

    /** One of them, always on the same port. */
    private static final class Instance {
        final int port;
        Process process;

        Instance(int port, Process process) {
            this.port = port;
            this.process = process;
        }
    }

    Fleet(Path home, int size) throws IOException {
        this.home = home;
        this.trial = Trial.start(
                new TrialPlan(Files.createDirectory(home.resolve("trial")), 0, 0, 0, freePort()),
                Clock.systemUTC(),
                line -> {});
        for (int i = 0; i < size; i++) {
            int port = freePort();
            var instance = new Instance(port, run(i, port));
            instances.add(instance);
            console(i, instance).await(START_WITHIN); // one after the other: the first migrates the database
        }
        trial.furnish();
    }

    int size() {
        return instances.size();
    }

    URI base(int instance) {
        return URI.create("http://127.0.0.1:" + instances.get(instance).port);
    }

    URI issuer() {
        return trial.issuer();
    }

    /** SIGKILL, and at once another process in its place, which nobody waits for. */
    void killAndReplace(int number) throws InterruptedException, IOException {
        var instance = instances.get(number);
        instance.process.destroyForcibly().waitFor();
        instance.process = run(number, instance.port);
        console(number, instance);
    }

    /** The superuser's password and address. */
    Books books() throws Exception {
        var passwords = new Properties();
        try (var file = Files.newBufferedReader(home.resolve("trial/passwords.properties"))) {
            passwords.load(file);
        }
        return Books.at(setting("quarkus.datasource.jdbc.url"), passwords.getProperty("postgres"));
    }

    String setting(String key) {
        return trial.settings().getOrDefault(key, "");
    }

    @Override
    public void close() throws InterruptedException {
        for (var instance : instances) instance.process.destroyForcibly().waitFor();
        trial.close();
    }

    private Process run(int number, int port) throws IOException {
        var own = Files.createDirectories(home.resolve("instance-" + number));
        var child = new Child(own).with("quarkus.profile", "dev").with("quarkus.http.port", port);
        child.with("quarkus.http.host", "127.0.0.1").with("shiming.registration.sweep-every", "off");
        for (Map.Entry<String, String> each : trial.settings().entrySet()) {
            if (!each.getKey().startsWith("shiming.trial.")) child.with(each.getKey(), each.getValue());
        }
        return child.run();
    }

    private Console console(int number, Instance instance) {
        return new Console(instance.process.getInputStream(), home.resolve("instance-" + number + "/console.log"), UP);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
