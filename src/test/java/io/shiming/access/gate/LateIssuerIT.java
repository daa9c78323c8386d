package io.shiming.access.gate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.shiming.packaged.AnotherInstance;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The issuer is not there when an instance starts, and comes later; the authorities' keys are files named by their paths. */
class LateIssuerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final int issuerPort = PackagedService.freePort();
    private PackagedService trial;
    private AnotherInstance instance;

    LateIssuerIT(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        trial = PackagedService.start(Files.createDirectory(home.resolve("trial")));
        instance = AnotherInstance.begun(
                trial,
                Files.createDirectory(home.resolve("late")),
                Map.of(
                        "mp.jwt.verify.publickey.location",
                        "http://127.0.0.1:" + issuerPort + "/jwks",
                        "shiming.peers.keys-look-every",
                        "1s",
                        "shiming.verification.authority.jwks",
                        published("authority", trial.authority()),
                        "shiming.verification.hub.jwks",
                        published("hub", trial.hub())));
    }

    @AfterEach
    void stop() {
        if (instance != null) instance.close();
        trial.close();
    }

    @Test
    @Tag("case-E8")
    @Tag("case-E9")
    void withoutTheIssuersKeysTheAnswerIsLaterAndTheServiceIsNotReady() throws Exception {
        // Given: it has started
        await().atMost(90, SECONDS).ignoreExceptions().until(() -> health().statusCode() == 503);
        assertThat(health().body()).contains("\"token issuer\": \"UNREACHABLE\"");
        var shop = new Shop(trial, instance.base());
        var person = SyntheticPerson.number(320_001);
        // When
        var early = shop.sign(person);
        // Then
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.text("/code")).isEqualTo("UNAVAILABLE");
        assertThat(retryAfter()).isEqualTo("5");
        // When the issuer comes
        var issuer = issuer();
        try {
            await().atMost(30, SECONDS).until(() -> health().statusCode() == 200);
            // Then
            assertThat(shop.sign(person).status()).isEqualTo(201);
        } finally {
            issuer.stop(0);
        }
        assertThat(instance.output())
                .filteredOn(line -> line.contains("keys of the token issuer cannot be used"))
                .hasSize(1);
    }

    private String retryAfter() throws Exception {
        var token = HTTP.send(
                        HttpRequest.newBuilder(URI.create(trial.issuer() + "/token?user=provisioning-1"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        var request = HttpRequest.newBuilder(instance.base().resolve("/v1/events?after=0"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HTTP.send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Retry-After")
                .orElse("none");
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(instance.management().resolve("/q/health/ready"))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpServer issuer() throws Exception {
        byte[] keys = keys(trial.issuer());
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), issuerPort), 0);
        server.createContext("/jwks", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
        return server;
    }

    /** Its keys in a file; the file's plain path. */
    private String published(String name, URI peer) throws Exception {
        return Files.write(home.resolve(name + " keys.json"), keys(peer)).toString();
    }

    private static byte[] keys(URI peer) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(peer + "/jwks")).build(), BodyHandlers.ofByteArray())
                .body();
    }
}
