package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.connection.Certificates;
import io.shiming.connection.Issuer;
import io.shiming.connection.OldHello;
import io.shiming.connection.Prover;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.ProductionInstance;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What production lets in, over real TLS: no caller without a binding, and nothing that a trial has besides. */
class ProductionDoorIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SyntheticPerson HELD = SyntheticPerson.number(310_001);

    private static PackagedService trial;
    private static ProductionInstance production;
    private static Certificates certificates;
    private static Issuer issuer;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        certificates = Certificates.make(home, "machine-a", "machine-b");
        issuer = Issuer.in(home);
        trial = PackagedService.start(Files.createDirectory(home.resolve("trial")));
        assertThat(new Shop(trial).sign(HELD).status()).isEqualTo(201);
        production =
                ProductionInstance.beside(trial, Files.createDirectory(home.resolve("prod")), certificates, issuer);
    }

    @AfterAll
    static void stop() {
        if (production != null) production.close();
        trial.close();
    }

    @Test
    void nothingIsServedWithoutTls() {
        assertThatThrownBy(() -> new Socket("127.0.0.1", production.plainPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void anOldProtocolIsNotSpoken() throws IOException {
        assertThat(OldHello.answeredWith(OldHello.TLS_1_2, production.base())).isEqualTo(OldHello.HANDSHAKE);
        assertThat(OldHello.answeredWith(OldHello.TLS_1_1, production.base())).isEqualTo(OldHello.ALERT);
    }

    @Test
    void aMachineIsLetInOnItsOwnConnectionOnly() throws Exception {
        var bound =
                issuer.token("provisioning", Map.of("cnf", Map.of("x5t#S256", certificates.thumbprint("machine-a"))));
        assertThat(status(certificates.client("machine-a"), bound)).isEqualTo(200);
        assertThat(status(certificates.client("machine-b"), bound)).isEqualTo(401);
        assertThat(status(certificates.client(), bound)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisioning", "clerk", "auditor", "privacy_officer", "key_custodian", "administrator"})
    void unboundTokenIsRefused(String role) throws Exception {
        var plain = issuer.token(role, Map.of());
        assertThat(status(certificates.client("machine-a"), plain)).isEqualTo(401);
        assertThat(status(certificates.client(), plain)).isEqualTo(401);
    }

    @Test
    void aMachineIsNotLetInWithABrowsersKey() throws Exception {
        var token = issuer.token("provisioning", Map.of("cnf", new Prover().confirmation()));
        assertThat(status(certificates.client("machine-a"), token)).isEqualTo(401);
    }

    @Test
    void anAuditorsBrowserIsLetInWithAProofForEachRequest() throws Exception {
        // Given
        var browser = new Prover();
        var token = issuer.token("auditor", Map.of("cnf", browser.confirmation()));
        var address = production.base().resolve("/v1/lookups").toString();
        var first = lookUp(token, browser.proof("POST", address, token).sign());
        assertThat(first.statusCode()).isEqualTo(401);
        var nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();
        // When
        var proof = browser.proof("POST", address, token).with("nonce", nonce).sign();
        var answer = lookUp(token, proof);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/subscriber/name").asText()).isEqualTo(HELD.name);
        assertThat(lookUp(token, proof).statusCode()).as("again").isEqualTo(401);
    }

    @Test
    void aProofForTheNameOfAHostHeaderIsNone() throws Exception {
        var browser = new Prover();
        var token = issuer.token("auditor", Map.of("cnf", browser.confirmation()));
        var elsewhere = "https://localhost:" + production.base().getPort() + "/v1/lookups";
        var first = lookUp(token, browser.proof("POST", elsewhere, token).sign());
        var nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();
        var proof = browser.proof("POST", elsewhere, token).with("nonce", nonce).sign();
        var request = lookUpRequest(token, proof)
                .uri(URI.create(elsewhere)) // the same service under another name
                .build();
        assertThat(certificates.client().send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/openapi",
                "/q/openapi?format=json",
                "/openapi",
                "/q/swagger-ui",
                "/q/swagger-ui/index.html",
                "/q/dev",
                "/q/dev-ui",
                "/q/arc",
                "/q/info",
                "/q/health",
                "/q/health/ready",
                "/q/metrics"
            })
    void nothingOfADevelopersIsThere(String path) throws Exception {
        var request = HttpRequest.newBuilder(production.base().resolve(path)).build();
        assertThat(certificates.client().send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @Tag("case-C7")
    @CsvSource({"/q/health, 200", "/q/health/ready, 200", "/q/metrics, 200", "/v1/events, 404", "/q/openapi, 404"})
    void healthAndMetricsHaveAPortOfTheirOwnOnLoopback(String path, int status) throws Exception {
        var request =
                HttpRequest.newBuilder(production.management().resolve(path)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(status);
    }

    private static int status(HttpClient client, String token) throws Exception {
        var request = HttpRequest.newBuilder(production.base().resolve("/v1/lines/status"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(HELD.line())))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> lookUp(String token, String proof) throws Exception {
        return certificates.client().send(lookUpRequest(token, proof).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder lookUpRequest(String token, String proof) throws IOException {
        var question = Map.of(
                "line",
                HELD.line(),
                "purpose",
                "COMPLIANCE_AUDIT",
                "legalBasis",
                "LEGAL_DUTY",
                "fields",
                List.of("name"));
        return HttpRequest.newBuilder(production.base().resolve("/v1/lookups"))
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)));
    }
}
