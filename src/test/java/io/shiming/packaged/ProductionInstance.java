package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.shiming.connection.Certificates;
import io.shiming.connection.Issuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/**
 * The jar as production runs it, without a profile's name: TLS alone, tokens bound. It uses the database and the root
 * key of a trial, which holds what it may show. No server answers at the addresses of the authority and the hub.
 */
public final class ProductionInstance implements AutoCloseable {
    private static final int START_WITHIN_SECONDS = 90;
    private static final String ABSENT = "https://127.0.0.1:1";

    private final URI base = URI.create("https://127.0.0.1:" + PackagedService.freePort());
    private final URI management = URI.create("http://127.0.0.1:" + PackagedService.freePort());
    private final int plainPort = PackagedService.freePort();
    private final Certificates certificates;
    private final Process process;

    private ProductionInstance(PackagedService trial, Path home, Certificates certificates, Issuer issuer)
            throws IOException {
        this.certificates = certificates;
        var child = new Child(home);
        var settings = settings(trial, certificates, issuer, base);
        settings.put("quarkus.http.port", Integer.toString(plainPort));
        settings.put("quarkus.http.ssl-port", Integer.toString(base.getPort()));
        settings.put("quarkus.management.port", Integer.toString(management.getPort()));
        settings.forEach(child::with);
        process = child.run(home.resolve("output.log"), home.resolve("errors.log"));
    }

    /** What production is started with on this trial's database and keys. */
    public static Map<String, String> settings(
            PackagedService trial, Certificates certificates, Issuer issuer, URI base) throws IOException {
        var settings = AnotherInstance.settings(trial);
        settings.putAll(certificates.settings());
        settings.put("mp.jwt.verify.publickey.location", issuer.keys().toString());
        settings.put("mp.jwt.verify.issuer", Issuer.NAME);
        settings.put("mp.jwt.verify.audiences", Issuer.AUDIENCE);
        settings.put("shiming.access.origin", base.toString());
        settings.put("shiming.vault.root-key.allow-file-in-production", "true");
        for (var outside : new String[] {"authority", "hub"}) {
            settings.put("shiming.verification." + outside + ".url", ABSENT);
            settings.put("shiming.verification." + outside + ".jwks", ABSENT + "/jwks");
        }
        return settings;
    }

    /** Starts it beside the trial; returns when it is ready. */
    public static ProductionInstance beside(PackagedService trial, Path home, Certificates certificates, Issuer issuer)
            throws IOException {
        var instance = new ProductionInstance(trial, home, certificates, issuer);
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

    /** Where it would listen if it spoke without TLS. */
    public int plainPort() {
        return plainPort;
    }

    private boolean ready() throws InterruptedException {
        if (!process.isAlive()) throw new IllegalStateException("it ended with " + process.exitValue());
        try {
            var health = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                    .build();
            return certificates.client().send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
