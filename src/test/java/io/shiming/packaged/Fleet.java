package io.shiming.packaged;

import io.shiming.trial.Trial;
import io.shiming.trial.TrialPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Several instances of the jar over one database; what stands around them lives in this process. */
public final class Fleet implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(120);
    private static final Pattern UP = Pattern.compile("Listening on: ");

    private final Path home;
    private final Trial trial;
    private final Map<String, String> more;
    private final List<Instance> instances = new ArrayList<>();

    /** One of them, always on the same port. */
    private static final class Instance {
        final int port;
        final int management;
        final @Nullable Path jar;
        Process process;

        Instance(int port, int management, @Nullable Path jar, Process process) {
            this.port = port;
            this.management = management;
            this.jar = jar;
            this.process = process;
        }
    }

    public Fleet(Path home, int size) throws IOException {
        this(home, Map.of());
        for (int i = 0; i < size; i++) add(); // one after the other: the first migrates the database
        furnish();
    }

    /** None yet, each of which will have these settings besides the usual ones. */
    public Fleet(Path home, Map<String, String> more) throws IOException {
        this.home = home;
        this.more = more;
        this.trial = trial(home);
    }

    /** The classes under test are an archive here, which takes no stand-ins without a profile that permits them. */
    private static Trial trial(Path home) throws IOException {
        var plan = new TrialPlan(Files.createDirectory(home.resolve("trial")), 0, 0, 0, freePort());
        String before = System.setProperty("quarkus.profile", "test");
        try {
            return Trial.start(plan, Clock.systemUTC(), line -> {});
        } finally {
            if (before == null) System.clearProperty("quarkus.profile");
            else System.setProperty("quarkus.profile", before);
        }
    }

    /** Starts one more; its number, when it is up. */
    public int add() throws IOException {
        return started(null);
    }

    /** The same with another build. */
    public int add(Path jar) throws IOException {
        return started(jar);
    }

    private int started(@Nullable Path jar) throws IOException {
        int number = instances.size();
        int port = freePort();
        int management = freePort();
        var instance = new Instance(port, management, jar, run(number, port, management, jar));
        instances.add(instance);
        console(number, instance).await(START_WITHIN);
        return number;
    }

    /** The demo's operators, dealers and notices in the trial's database. */
    public void furnish() {
        trial.furnish();
    }

    public int size() {
        return instances.size();
    }

    URI base(int instance) {
        return URI.create("http://127.0.0.1:" + instances.get(instance).port);
    }

    URI issuer() {
        return trial.issuer();
    }

    /** Ends a process with SIGKILL and starts another in its place at once, without a wait for its start. */
    public void killAndReplace(int number) throws InterruptedException, IOException {
        var instance = instances.get(number);
        instance.process.destroyForcibly().waitFor();
        instance.process = run(number, instance.port, instance.management, instance.jar);
        console(number, instance);
    }

    /** SIGTERM; returns at once. */
    public void tellToEnd(int number) {
        instances.get(number).process.destroy();
    }

    public void awaitEnd(int number) throws InterruptedException {
        if (!instances.get(number).process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the instance does not end");
        }
    }

    public void terminate(int number) throws InterruptedException {
        tellToEnd(number);
        awaitEnd(number);
    }

    /** An orderly end and a new start in its place; returns when it is up. */
    public void restart(int number) throws InterruptedException, IOException {
        terminate(number);
        var instance = instances.get(number);
        instance.process = run(number, instance.port, instance.management, instance.jar);
        console(number, instance).await(START_WITHIN);
    }

    public boolean alive(int number) {
        return instances.get(number).process.isAlive();
    }

    /** What it has printed so far, of every start. */
    public String console(int number) throws IOException {
        return Files.readString(home.resolve("instance-" + number + "/console.log"));
    }

    /** The status of its readiness. */
    public int ready(int number) throws IOException, InterruptedException {
        var page = URI.create("http://127.0.0.1:" + instances.get(number).management + "/q/health/ready");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** The superuser's password and address. */
    public DatabaseRows books() throws Exception {
        var passwords = new Properties();
        try (var file = Files.newBufferedReader(home.resolve("trial/passwords.properties"))) {
            passwords.load(file);
        }
        return DatabaseRows.at(setting("quarkus.datasource.jdbc.url"), passwords.getProperty("postgres"));
    }

    String setting(String key) {
        return trial.settings().getOrDefault(key, "");
    }

    @Override
    public void close() throws InterruptedException {
        for (var instance : instances) instance.process.destroyForcibly().waitFor();
        trial.close();
    }

    private Process run(int number, int port, int management, @Nullable Path jar) throws IOException {
        var own = Files.createDirectories(home.resolve("instance-" + number));
        var child = new Child(own).with("quarkus.profile", "dev").with("quarkus.http.port", port);
        child.with("quarkus.http.host", "127.0.0.1").with("shiming.registration.sweep-every", "off");
        for (Map.Entry<String, String> each : trial.settings().entrySet()) {
            if (!each.getKey().startsWith("shiming.trial.")) child.with(each.getKey(), each.getValue());
        }
        child.with("quarkus.management.port", management);
        more.forEach(child::with);
        if (jar != null) child.of(jar);
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
