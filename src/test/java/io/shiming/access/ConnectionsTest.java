package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.connection.Certificates;
import io.shiming.connection.OldHello;
import io.shiming.connection.Prover;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 8705 over real connections: what a machine's token is good for depends on the certificate beside it. */
@QuarkusTest
class ConnectionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    ApiCallers callers;

    @TestHTTPResource(value = "/", tls = true)
    URI service;

    @ConfigProperty(name = "shiming.test.issuer.directory")
    Path directory;

    private Certificates certificates;
    private String bound;
    private RequestForm held;

    @BeforeEach
    void aTokenOfMachineA() {
        certificates = Certificates.madeIn(directory);
        bound = callers.draft("provisioning-1")
                .with("cnf", Map.of("x5t#S256", certificates.thumbprint("machine-a")))
                .mint();
        held = RegistrationForms.internet();
        callers.clerk().sign(held).mustBe(201);
    }

    @Test
    @DisplayName("API2: the token of a machine, on that machine's connection")
    void aBoundTokenIsGoodWithItsCertificate() throws Exception {
        var answer = ask(certificates.client("machine-a"), bound);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    @DisplayName("API2: other device's cert")
    void boundTokenWithAnotherCertificateIsRefused() throws Exception {
        mustBeNoToken(ask(certificates.client("machine-b"), bound));
    }

    @Test
    @DisplayName("API2: no cert")
    void boundTokenWithoutItsCertificateIsRefused() throws Exception {
        mustBeNoToken(ask(certificates.client(), bound));
        new ApiCaller(bound).lineStatus(RegistrationForms.line(held)).mustRefuse(401, "UNAUTHENTICATED");
    }

    @Test
    @DisplayName("API2: one connection, two tokens: each is held to the connection")
    void aConnectionLendsItsCertificateToNoOtherToken() throws Exception {
        var machineB = certificates.client("machine-b");
        var ofB = callers.draft("provisioning-1")
                .with("cnf", Map.of("x5t#S256", certificates.thumbprint("machine-b")))
                .mint();
        assertThat(ask(machineB, ofB).statusCode()).isEqualTo(200);
        mustBeNoToken(ask(machineB, bound));
        assertThat(ask(machineB, ofB).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("API2: a second reviewer's token is held to the connection, too")
    void aReviewersTokenOfAnotherTillReviewsNothing() throws Exception {
        var till = certificates.client("machine-a");
        assertThat(reviewed(till, reviewer(Map.of("x5t#S256", certificates.thumbprint("machine-a"))))
                        .statusCode())
                .isEqualTo(201);
        mustBeNoToken(reviewed(till, reviewer(Map.of("x5t#S256", certificates.thumbprint("machine-b")))));
        mustBeNoToken(
                reviewed(certificates.client(), reviewer(Map.of("x5t#S256", certificates.thumbprint("machine-a")))));
        mustBeNoToken(reviewed(till, reviewer(new Prover().confirmation())));
    }

    @Test
    @DisplayName("V12.1.1: TLS 1.1")
    void anOldProtocolIsNotSpoken() throws IOException {
        assertThat(OldHello.answeredWith(OldHello.TLS_1_2, service))
                .as("the same hello with 1.2 is answered")
                .isEqualTo(OldHello.HANDSHAKE);
        assertThat(OldHello.answeredWith(OldHello.TLS_1_1, service)).isEqualTo(OldHello.ALERT);
    }

    private HttpResponse<String> ask(HttpClient client, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve(ApiCaller.LINE_STATUS))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("x-correlator", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(
                        RegistrationForms.line(held).json().toString()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String reviewer(Map<String, ?> confirmation) {
        return callers.draft("clerk-3").with("cnf", confirmation).mint();
    }

    private HttpResponse<String> reviewed(HttpClient till, String reviewer) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve(ApiCaller.REGISTRATIONS))
                .header("Authorization", "Bearer " + callers.token("clerk-1"))
                .header("Second-Reviewer", reviewer)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(DocumentForms.on(RegistrationForms.fixed(), "PLA")
                        .json()
                        .toString()))
                .build();
        return till.send(request, BodyHandlers.ofString());
    }

    private static void mustBeNoToken(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree("{\"status\":401,\"code\":\"UNAUTHENTICATED\","
                        + "\"message\":\"A valid access token is required.\"}"));
    }
}
