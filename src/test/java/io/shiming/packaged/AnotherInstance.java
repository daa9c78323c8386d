package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** One process more of a trial's service: the same jar on the same database, keys and stand-ins, at a port of its own. */
public final class AnotherInstance implements AutoCloseable {
    private static final int START_WITHIN_SECONDS = 90;

    private final URI base = URI.create("http://127.0.0.1:" + PackagedService.freePort());
    private final URI management = URI.create("http://127.0.0.1:" + PackagedService.freePort());
    private final Path home;
    private final Process process;

    private AnotherInstance(PackagedService first, Path home, Map<String, String> more) throws IOException {
        this.home = home;
        var child = new Child(home).with("quarkus.profile", "dev").with("quarkus.http.port", base.getPort());
        child.with("quarkus.management.port", management.getPort());
        settings(first).forEach(child::with);
        more.forEach(child::with);
        process = child.run(home.resolve("output.log"), home.resolve("errors.log"));
    }

    /** Starts it beside the first one, and does not wait. */
    public static AnotherInstance begun(PackagedService first, Path home, Map<String, String> more) throws IOException {
        return new AnotherInstance(first, home, more);
    }

    /** Starts it beside the first one; returns when it is ready. */
    public static AnotherInstance beside(PackagedService first, Path home, Map<String, String> more)
            throws IOException {
        var instance = begun(first, home, more);
        try {
            await().atMost(START_WITHIN_SECONDS, SECONDS).until(instance::ready);
            return instance;
        } catch (RuntimeException late) {
            instance.close();
            throw late;
        }
    }

    public URI base() {
        return base;
    }

    /** Where health and metrics are. */
    public URI management() {
        return management;
    }

    /** What it has said. */
    public List<String> output() throws IOException {
        return Files.readAllLines(home.resolve("output.log"));
    }

    private boolean ready() throws InterruptedException {
        try {
            var health = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                    .build();
            return HttpClient.newHttpClient()
                            .send(health, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it takes to stand on this trial's database and keys. */
    static Map<String, String> settings(PackagedService first) throws IOException {
        var passwords = new Properties();
        try (var file = Files.newBufferedReader(first.trial().resolve("passwords.properties"))) {
            passwords.load(file);
        }
        var settings = new TreeMap<String, String>();
        pool(settings, "", "shiming_service", first, passwords);
        pool(settings, "sequencer.", "shiming_sequencer", first, passwords);
        pool(settings, "keyring.", "shiming_keyring", first, passwords);
        settings.put("shiming.database.migrate-at-start", "false");
        settings.put("mp.jwt.verify.publickey.location", first.issuer() + "/jwks");
        settings.put("mp.jwt.verify.issuer", first.issuer().toString());
        settings.put("mp.jwt.verify.audiences", "shiming");
        settings.put("shiming.verification.authority.url", first.authority().toString());
        settings.put("shiming.verification.authority.jwks", first.authority() + "/jwks");
        settings.put("shiming.verification.hub.url", first.hub().toString());
        settings.put("shiming.verification.hub.jwks", first.hub() + "/jwks");
        settings.put("shiming.vault.agreed-key", passwords.getProperty("agreed-key"));
        settings.put("shiming.vault.root-key.provider", "file");
        settings.put(
                "shiming.vault.root-key.file",
                first.trial().resolve("root-key.p12").toString());
        settings.put("shiming.vault.root-key.password", passwords.getProperty("root-key"));
        settings.put("shiming.audit.origin", "demo.shiming.example/rnr-audit/1");
        settings.put(
                "shiming.audit.head-store", first.trial().resolve("log-head").toString());
        return settings;
    }

    private static void pool(
            Map<String, String> settings, String name, String role, PackagedService first, Properties passwords) {
        settings.put(
                "quarkus.datasource." + name + "jdbc.url",
                "jdbc:postgresql://127.0.0.1:" + first.postgres().port() + "/shiming");
        settings.put("quarkus.datasource." + name + "username", role);
        settings.put("quarkus.datasource." + name + "password", passwords.getProperty(role));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
