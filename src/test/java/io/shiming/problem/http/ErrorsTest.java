package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a request, found by any part of the stack, gets one shape, with nothing of the request in it. */
@QuarkusTest
class ErrorsTest {
    private static final List<String> CANARY = List.of("CANARY");
    private static final String JSON = "application/json";

    @Inject
    ApiCallers callers;

    @TestHTTPResource
    URI service;

    static Stream<Arguments> brokenBodies() {
        return Stream.of(
                Arguments.of("cut off", "{\"contractRef\": \"CANARY"),
                Arguments.of("no JSON", "CANARY"),
                Arguments.of("empty", ""),
                Arguments.of("null", "null"),
                Arguments.of("a field twice", "{\"contractRef\": \"CANARY\", \"contractRef\": \"CANARY\"}"),
                Arguments.of("two documents", "{\"contractRef\": \"CANARY\"} {\"contractRef\": \"CANARY\"}"),
                Arguments.of("a number for a text", "{\"contractRef\": 7, \"event\": \"CANARY\"}"),
                Arguments.of("a truth for a text", "{\"contractRef\": true, \"event\": \"CANARY\"}"),
                Arguments.of("a list for a text", "{\"contractRef\": [\"CANARY\"]}"),
                Arguments.of("an object for a text", "{\"contractRef\": {\"CANARY\": 1}}"),
                Arguments.of("a text for an object", "{\"service\": \"CANARY\"}"),
                Arguments.of("an empty text for an object", "{\"service\": \"\"}"),
                Arguments.of("a list for an object", "{\"service\": [\"CANARY\"]}"),
                Arguments.of("a list for the whole", "[\"CANARY\"]"),
                Arguments.of("too deep", "{\"service\":".repeat(100) + "\"CANARY\"" + "}".repeat(100)),
                Arguments.of("a lone NaN", "{\"contractRef\": NaN}"),
                Arguments.of("a comment", "{/* CANARY */}"),
                Arguments.of("a long field name", "{\"" + "CANARY".repeat(100) + "\": 1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBodies")
    void aBodyThatIsNotWellFormedIsRefused(String what, String body) {
        callers.clerk()
                .with("Idempotency-Key", "k")
                .post(ApiCaller.REGISTRATIONS, body)
                .mustRefuse(400, "INVALID_ARGUMENT")
                .mustNotTell(CANARY);
    }

    @Test
    void aBodyThatIsNoUtf8IsRefused() {
        var latin = "{\"contractRef\": \"\u00E9\u00FF CANARY\"}".getBytes(StandardCharsets.ISO_8859_1);
        callers.clerk()
                .with("Idempotency-Key", "k")
                .send("POST", ApiCaller.REGISTRATIONS, JSON, latin)
                .mustRefuse(400, "INVALID_ARGUMENT")
                .mustNotTell(CANARY);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/CANARY, 404, NOT_FOUND",
        "GET, /CANARY, 404, NOT_FOUND",
        "GET, /v1/registrations/CANARY, 404, NOT_FOUND",
        "GET, /v1/registrations/%00CANARY, 404, NOT_FOUND",
        "GET, /v1/operators/CANARY/notices, 404, NOT_FOUND",
        "GET, /v1/operators/0/notices, 404, NOT_FOUND",
        "DELETE, /v1/registrations, 405, METHOD_NOT_ALLOWED",
        "PATCH, /v1/lookups, 405, METHOD_NOT_ALLOWED",
        "GET, /v1/lookups?name=CANARY, 405, METHOD_NOT_ALLOWED"
    })
    void aWrongAddressOrMethodIsRefused(String method, String path, int status, String code) {
        callers.clerk()
                .send(method, path, JSON, new byte[0])
                .mustRefuse(status, code)
                .mustNotTell(CANARY);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/xml", "multipart/form-data"})
    void aBodyThatDoesNotSayItIsJsonIsRefused(String type) {
        callers.clerk()
                .with("Idempotency-Key", "k")
                .send("POST", ApiCaller.REGISTRATIONS, type, "CANARY=CANARY".getBytes(StandardCharsets.UTF_8))
                .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE")
                .mustNotTell(CANARY);
    }

    @Test
    void whoTakesNoJsonIsRefused() {
        callers.clerk()
                .with("Accept", "text/xml")
                .sign(RegistrationForms.mobile())
                .mustRefuse(406, "NOT_ACCEPTABLE");
    }

    /** By hand: the service hangs up before a client library has sent it all. */
    @Test
    void aBodyBeyondTheLimitIsRefused() throws IOException {
        var head = "POST /v1/registrations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 9000000\r\nx-correlator: c-1\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "CANARY").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"")
                    .containsIgnoringCase("x-correlator: c-1")
                    .doesNotContain("CANARY");
        }
    }

    @Test
    void headersBeyondTheLimitAreRefused() {
        var answer = callers.clerk().with("X-Long", "CANARY".repeat(5_000)).get(ApiCaller.EVENTS);
        assertThat(answer.status()).isIn(400, 431);
        answer.mustNotTell(CANARY);
    }

    @Test
    void unknownDealerIsNotFound() {
        for (var code : List.of("CANARY", "%00", "D-200")) {
            callers.named("admin-1")
                    .with("Idempotency-Key", "k-" + code.length())
                    .send(
                            "PUT",
                            "/v1/dealers/" + code + "/status",
                            JSON,
                            "{\"status\":\"ACTIVE\"}".getBytes(StandardCharsets.UTF_8))
                    .mustRefuse(404, "NOT_FOUND")
                    .mustNotTell(CANARY);
        }
    }

    @Test
    void noAnswerIsKeptInACache() {
        assertThat(callers.auditor()
                        .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                        .headers())
                .contains("Cache-Control=no-store")
                .contains("X-Content-Type-Options=nosniff");
    }
}
