package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of src/docs/hostile-requests.md that no other test has; the others stand in the tests of their subject. */
@QuarkusTest
class HttpCheckListTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @TestHTTPResource
    URI service;

    @Test
    @DisplayName("API9, V13.4.5: the router and the published description have the same routes")
    void theRouterAndThePublishedDescriptionAreEqual() throws IOException {
        // Given
        var published = new TreeSet<String>();
        var paths = ApiCaller.anonymous()
                .get("/q/openapi?format=json")
                .mustBe(200)
                .json()
                .path("paths");
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> published.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        // When
        var routed = new TreeSet<String>();
        for (var type : resources()) {
            for (var method : type.getDeclaredMethods()) {
                Stream.of(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(verb -> verb.isAnnotationPresent(HttpMethod.class))
                        .forEach(verb -> routed.add(verb.getSimpleName() + " "
                                + joined(
                                        path(type.getAnnotation(Path.class)), path(method.getAnnotation(Path.class)))));
            }
        }
        // Then
        assertThat(routed).hasSizeGreaterThan(50).isEqualTo(published);
    }

    @ParameterizedTest
    @DisplayName("API9: nothing else answers")
    @ValueSource(
            strings = {
                "/q/dev",
                "/q/dev-ui",
                "/q/arc",
                "/q/info",
                "/admin",
                "/h2-console",
                "/",
                "/q/health",
                "/q/metrics"
            })
    void nothingElseAnswers(String path) {
        ApiCaller.anonymous().get(path).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("API1, V8.2.2: another operator's registration is an unknown one")
    void anotherOperatorsRegistrationIsAnUnknownOne() {
        // Given
        var theirs = callers.named("clerk-1-ridge")
                .sign(RegistrationForms.internet())
                .mustBe(201)
                .registration();
        var missing = UUID.randomUUID().toString();
        // Then
        assertThat(callers.clerk().standing(theirs).appearance())
                .isEqualTo(callers.clerk().standing(missing).appearance());
        for (var path : List.of("/v1/lookups", "/v1/match")) {
            var caller = path.endsWith("match") ? staff.clerkOf("S-9301").caller() : callers.auditor();
            assertThat(shape(caller.post(path, question(path, theirs).json())))
                    .isEqualTo(shape(caller.post(path, question(path, missing).json())));
        }
    }

    @ParameterizedTest
    @DisplayName("API3, V15.3.3: fields that a caller would like to have")
    @ValueSource(strings = {"verified", "operator", "role", "status", "clerk", "unmasked"})
    void aFieldTooManyIsRefused(String field) {
        callers.clerk().sign(RegistrationForms.internet().with(field, "1")).mustRefuse(422, "FIELD_NOT_ALLOWED");
        callers.auditor()
                .lookUp(RegistrationForms.audit(RegistrationForms.internet()).with(field, "1"))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @DisplayName("V14.2.1: a person's number in the address is refused on every route")
    @ValueSource(strings = {"/v1/events?documentNumber=11010519491231002X", "/v1/events?after=0&number=13800138000"})
    void aPersonsNumberInTheAddressIsRefused(String path) {
        callers.provisioning().get(path).mustRefuse(400, "INVALID_ARGUMENT");
        callers.auditor()
                .post(
                        "/v1/lookups?number=13800138000",
                        RegistrationForms.audit(RegistrationForms.mobile()).json())
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @DisplayName("V15.3.7: a parameter twice")
    void aParameterTwiceIsRefused() {
        callers.provisioning().get("/v1/events?after=0&after=1").mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @DisplayName("API4, V2.1.3: a page of a thousand million")
    void aPageTooLongIsRefused() {
        callers.provisioning().get("/v1/events?after=0&limit=1000000000").mustRefuse(400, "OUT_OF_RANGE");
    }

    @ParameterizedTest
    @DisplayName("API5, V4.1.4: method override")
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void aMethodIsNotOverridden(String header) {
        callers.named("admin-1")
                .with(header, "PUT")
                .post("/v1/dealers/D-100/status", "{\"status\":\"SUSPENDED\"}")
                .mustRefuse(405, "METHOD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("V4.1.3: TRACE")
    void traceIsRefused() throws IOException {
        assertThat(raw("TRACE /v1/events HTTP/1.1\r\nHost: localhost\r\nX-Canary: CANARY\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (401|403|404|405|501) .*")
                .doesNotContain("CANARY");
    }

    @Test
    @DisplayName("API8, V13.4: no version, no stack, no sniffing, no cache")
    void anAnswerTellsNothingOfTheServer() {
        for (var reply : List.of(
                callers.auditor().lookUp(RegistrationForms.audit(RegistrationForms.mobile())),
                callers.auditor().post(ApiCaller.LOOKUPS, "{"),
                ApiCaller.anonymous().get("/v1/nothing"))) {
            assertThat(reply.headers())
                    .contains("Cache-Control=no-store", "X-Content-Type-Options=nosniff")
                    .doesNotContainIgnoringCase("Server=")
                    .doesNotContainIgnoringCase("X-Powered-By")
                    .doesNotContainIgnoringCase("quarkus")
                    .doesNotContainIgnoringCase("vert.x");
            assertThat(reply.body()).doesNotContain("io.shiming", "Exception", "\tat ");
        }
    }

    @Test
    @DisplayName("V3.4.2: no other site's page may ask")
    void crossOriginRequestsAreNotInvited() {
        var origin = ApiCaller.anonymous()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST");
        assertThat(origin.send("OPTIONS", ApiCaller.LOOKUPS, "application/json", new byte[0])
                        .headers())
                .doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(callers.auditor()
                        .with("Origin", "https://evil.example")
                        .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                        .headers())
                .doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @Test
    @DisplayName("V2.3.1: steps out of order")
    void stepsOutOfOrderAreRefused() {
        var id = UUID.randomUUID();
        put(callers.named("approver-1"), "/v1/cases/" + id + "/approval").mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(callers.named("approver-1"), "/v1/emergencies/" + id + "/closing")
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(callers.named("manager-1"), "/v1/minor-accesses/" + id + "/approval")
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    @DisplayName("V4.2.1: two lengths, or a length and chunks, are no request")
    void aRequestOfTwoLengthsIsRefused() throws IOException {
        var head = "POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        assertThat(raw(head + "Content-Length: 2\r\nContent-Length: 5\r\nConnection: close\r\n\r\n{}CANARY"))
                .startsWith("HTTP/1.1 400 ");
        // chunks win and the length is ignored (RFC 9112 section 6.3), so nothing behind them is taken for a request
        assertThat(raw(head + "Transfer-Encoding: chunked\r\nContent-Length: 40\r\nConnection: close\r\n\r\n"
                        + "2\r\n{}\r\n0\r\n\r\nGET /q/health HTTP/1.1\r\nHost: x\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[01] .*")
                .doesNotContain("HTTP/1.1 200");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ApiReply put(ApiCaller caller, String path) {
        return caller.keyed().send("PUT", path, "application/json", new byte[0]);
    }

    private static RequestForm question(String path, String registration) {
        var question = RequestForm.empty().with("registrationId", registration);
        return path.endsWith("match")
                ? question.with("purpose", "CUSTOMER_SERVICE")
                        .with("legalBasis", "CONTRACT")
                        .with("attributes.name", "测试")
                : question.with("purpose", "COMPLIANCE_AUDIT").with("legalBasis", "LEGAL_DUTY");
    }

    private static String shape(ApiReply reply) {
        return reply.appearance().replaceAll("\"receipt\":\\{[^}]*}", "");
    }

    private static String path(@Nullable Path annotation) {
        return annotation == null ? "" : annotation.value();
    }

    /** The classes that have routes; none is started. */
    private static List<Class<?>> resources() throws IOException {
        var root = java.nio.file.Path.of("target/classes");
        try (var files = Files.walk(root.resolve("io/shiming"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(
                            name -> named(name.replaceAll("\\.class$", "").replace('/', '.')))
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .toList();
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, HttpCheckListTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String joined(String base, String path) {
        var whole = "/" + base + "/" + path;
        return withoutPatterns(whole.replaceAll("/+", "/").replaceAll("(.)/$", "$1"));
    }

    /** A parameter's pattern, which may have braces of its own, is not part of the published path. */
    private static String withoutPatterns(String path) {
        var plain = new StringBuilder();
        int depth = 0;
        boolean pattern = false;
        for (char c : path.toCharArray()) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            pattern = depth > 0 && (pattern || c == ':');
            if (!pattern) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
