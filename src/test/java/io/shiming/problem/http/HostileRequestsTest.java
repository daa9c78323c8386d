package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.evidence.Specimen;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More rows of src/docs/hostile-requests.md: sizes and speed, what is not ours to read, logs, and the schema of answers. */
@QuarkusTest
class HostileRequestsTest {
    private static final List<String> USERS =
            List.of("clerk-1", "support-1", "reviewer-1", "auditor-1", "officer-1", "warrant-1", "provisioning-1");
    private static String foreign; // a registration of the other operator

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @TestHTTPResource
    URI service;

    static Stream<Arguments> everyRouteToOneThingWithEveryRole() {
        return RolesTest.everyRoute()
                .filter(route -> route.contains("{id}") || route.contains("{registration}"))
                .flatMap(route -> Stream.concat(USERS.stream(), Stream.of("manager-1", "approver-1", "admin-1"))
                        .map(user -> Arguments.of(route, user)));
    }

    @ParameterizedTest
    @DisplayName("API1, V8.2.2: another operator's registration in the address is an unknown one, for every role")
    @MethodSource("everyRouteToOneThingWithEveryRole")
    void whatIsAnotherOperatorsIsUnknownOnEveryRoute(String route, String user) {
        assertThat(answer(route, user, foreign()).appearance())
                .isEqualTo(answer(route, user, UUID.randomUUID().toString()).appearance());
    }

    static Stream<Arguments> everyQuestionWithEveryRole() {
        return Stream.of("/v1/lookups", "/v1/match", "/v1/lookups/images", "/v1/legal-holds")
                .flatMap(path -> USERS.stream().map(user -> Arguments.of(path, user)));
    }

    @ParameterizedTest
    @DisplayName("API1, V8.2.2: and so it is in a body")
    @MethodSource("everyQuestionWithEveryRole")
    void whatIsAnotherOperatorsIsUnknownInEveryQuestion(String path, String user) {
        assertThat(shape(asked(path, user, foreign())))
                .isEqualTo(shape(asked(path, user, UUID.randomUUID().toString())));
    }

    @Test
    @DisplayName("API3, V15.3.1: an answer has the members of its published schema and no other, for every caller")
    void anAnswerHasNothingThatIsNotPublished() {
        // Given
        var published =
                ApiCaller.anonymous().get("/q/openapi?format=json").json().at("/components/schemas");
        var form = RegistrationForms.mobile();
        var clerk = staff.clerkOf("S-9340").caller();
        var registration = clerk.sign(form).mustBe(201);
        // Then
        mustFit(registration.json(), published, "SigningAnswer");
        mustFit(clerk.standing(registration.registration()).mustBe(200).json(), published, "View");
        mustFit(
                callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .mustBe(200)
                        .json(),
                published,
                "LineAnswer");
        mustFit(clerk.lookUp(DealerStaff.service(form)).mustBe(200).json(), published, "LookupAnswer");
        mustFit(
                callers.auditor()
                        .lookUp(RegistrationForms.audit(form))
                        .mustBe(200)
                        .json(),
                published,
                "LookupAnswer");
        mustFit(
                clerk.post(
                                "/v1/match",
                                DealerStaff.service(form)
                                        .with("attributes.name", "x")
                                        .json())
                        .mustBe(200)
                        .json(),
                published,
                "MatchAnswer");
    }

    @Test
    @DisplayName("API4, V4.2.1: ten thousand headers")
    void tenThousandHeadersAreRefused() throws IOException {
        var head = new StringBuilder("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = 0; i < 10_000; i++) head.append("X-").append(i).append(": CANARY\r\n");
        assertThat(raw(head + "\r\n")).matches("(?s)HTTP/1.1 4(00|31) .*").doesNotContain("CANARY");
        callers.provisioning().get("/v1/events?after=0").mustBe(200);
    }

    @Test
    @DisplayName("API4, B8: a body of one byte a second")
    void aSlowBodyIsGivenUp() throws IOException {
        // Given
        var head = "POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + callers.token("auditor-1") + "\r\nContent-Length: 4000\r\n\r\n";
        long began = System.nanoTime();
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(1_000); // the pace: a byte whenever nothing has come for a second
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            // When
            var answer = new Drip(socket).untilAnswered();
            // Then
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"REQUEST_TIMEOUT\"");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
        callers.provisioning().get("/v1/events?after=0").mustBe(200);
    }

    @Test
    @DisplayName("B8: what has arrived whole, or has no body, is answered however long that takes")
    void aSlowAnswerToAWholeRequestIsWaitedFor() {
        // Given: a log that takes longer over an entry than a body may take to arrive
        superuser.run(
                "CREATE FUNCTION public.slowly() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(3.5); RETURN NEW; END'",
                "CREATE TRIGGER slowly BEFORE INSERT ON audit.entry FOR EACH ROW"
                        + " WHEN (NEW.act IN ('EXPORT_BEGUN', 'EVIDENCE_TAKEN', 'SUBJECT_LOOKED_UP', 'LOOKUP_REFUSED')) EXECUTE FUNCTION public.slowly()");
        List<Supplier<ApiReply>> slow = List.of(
                () -> ApiReply.of(callers.named("officer-1").rawPost("/v1/exports/" + UUID.randomUUID() + "/file")),
                () -> callers.auditor().lookUp(RegistrationForms.audit(RegistrationForms.mobile())),
                () -> EvidenceForms.send(callers.clerk(), "?kind=photo", "image/jpeg", Specimen.jpeg(320, 240)));
        try {
            // When
            var answers = InParallel.run(slow.size(), n -> {
                long began = System.nanoTime();
                int status = slow.get(n).get().status();
                return status + " "
                        + (Duration.ofNanos(System.nanoTime() - began).toMillis() >= 3500);
            });
            // Then
            assertThat(answers).containsExactly("403 true", "404 true", "201 true");
        } finally {
            superuser.run("DROP FUNCTION public.slowly() CASCADE");
        }
    }

    @ParameterizedTest
    @DisplayName("API7, V1.3.6: an address where a document or an image belongs is never followed")
    @ValueSource(strings = {"http://127.0.0.1:1/x.jpg", "file:///etc/passwd", "data:image/png;base64,AA=="})
    void anAddressInsteadOfBytesIsRefused(String address) {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", address))
                .mustRefuse(400, "INVALID_ARGUMENT");
        callers.clerk()
                .sign(RegistrationForms.mobile().with("copies", List.of(address)))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE");
        EvidenceForms.send(callers.clerk(), "?kind=photo", "image/jpeg", address.getBytes(StandardCharsets.UTF_8))
                .mustRefuse(422, "IMAGE_NOT_ACCEPTED");
    }

    @Test
    @DisplayName("V5.3.2, V5.4.1: a file has no name from the caller, and no path in it")
    void aFileNameIsRefused() {
        var picture = Specimen.jpeg(80, 60);
        for (var query : List.of("?kind=photo&filename=../../x.jpg", "?kind=photo&name=x.jpg")) {
            EvidenceForms.send(callers.clerk(), query, "image/jpeg", picture).mustRefuse(400, "INVALID_ARGUMENT");
        }
        EvidenceForms.send(callers.clerk(), "?kind=photo", "multipart/form-data; boundary=x", picture)
                .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
        EvidenceForms.send(
                        callers.clerk().with("Content-Disposition", "attachment; filename=\"../../x\""),
                        "?kind=photo",
                        "image/jpeg",
                        picture)
                .mustBe(201)
                .mustNotTell(List.of("../x"));
    }

    @Test
    @DisplayName("V16.4.1: a line break in what is sent forges no line of the log")
    void aLineBreakForgesNoLogLine() {
        var seen = new ArrayList<String>();
        var listener = new Listener(seen);
        Logger.getLogger("").addHandler(listener);
        try {
            for (var forged : List.of("FORGED\r\n2026-11-22 INFO CANARY", "FORGED\u2028CANARY", "FORGED\u0085CANARY")) {
                callers.clerk()
                        .sign(RegistrationForms.mobile().with("subscriber.name", forged))
                        .mustHaveErrorShape();
                callers.clerk()
                        .sign(RegistrationForms.mobile().with("contractRef", forged))
                        .mustHaveErrorShape();
                callers.auditor()
                        .lookUp(RegistrationForms.audit(RegistrationForms.mobile())
                                .with("caseRef", forged))
                        .mustHaveErrorShape();
            }
            callers.auditor()
                    .with("x-correlator", "FORGED%0d%0aCANARY")
                    .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                    .mustHaveErrorShape()
                    .mustNotTell(List.of("FORGED"));
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertThat(seen).noneMatch(line -> line.contains("FORGED") || line.contains("CANARY"));
    }

    @Test
    @DisplayName("V1.2.10: no answer is a table that a spreadsheet would execute")
    void noAnswerIsASpreadsheet() {
        var types = new ArrayList<String>();
        ApiCaller.anonymous()
                .get("/q/openapi?format=json")
                .json()
                .findValues("content")
                .forEach(content -> content.fieldNames().forEachRemaining(types::add));
        assertThat(types)
                .contains("application/json")
                .noneMatch(type -> type.matches(".*(csv|excel|sheet|html|xml).*"));
    }

    private String foreign() {
        if (foreign == null) {
            foreign = callers.named("clerk-1-ridge")
                    .sign(RegistrationForms.internet())
                    .mustBe(201)
                    .registration();
        }
        return foreign;
    }

    private ApiReply answer(String route, String user, String id) {
        return RolesTest.call(route.replace("{id}", id).replace("{registration}", id), callers.named(user));
    }

    private ApiReply asked(String path, String user, String id) {
        var question = RequestForm.empty().with("registrationId", id);
        return switch (path) {
            case "/v1/legal-holds" -> callers.named(user).hold(id, "CASE-1", "ACTIVE");
            case "/v1/lookups/images" ->
                callers.named(user)
                        .post(
                                path,
                                question.with("purpose", "COMPLIANCE_AUDIT")
                                        .with("legalBasis", "LEGAL_DUTY")
                                        .json());
            case "/v1/match" ->
                ask(
                        user,
                        path,
                        question.with("purpose", "CUSTOMER_SERVICE")
                                .with("legalBasis", "CONTRACT")
                                .with("attributes.name", "测试"));
            default -> ask(user, path, purposeOf(user, question));
        };
    }

    private ApiReply ask(String user, String path, RequestForm question) {
        var caller = user.startsWith("clerk")
                ? staff.clerkOf("S-9341").caller()
                : staff.like(user).caller();
        return caller.post(path, question.json());
    }

    private static RequestForm purposeOf(String user, RequestForm question) {
        return switch (user) {
            case "reviewer-1" -> question.with("purpose", "REGISTRATION").with("legalBasis", "LEGAL_DUTY");
            case "auditor-1" -> question.with("purpose", "COMPLIANCE_AUDIT").with("legalBasis", "LEGAL_DUTY");
            case "officer-1" ->
                question.with("purpose", "DISPUTE")
                        .with("legalBasis", "LEGAL_DUTY")
                        .with("caseRef", "CASE-1");
            default -> question.with("purpose", "CUSTOMER_SERVICE").with("legalBasis", "CONTRACT");
        };
    }

    private static String shape(ApiReply reply) {
        return reply.appearance().replaceAll("\"receipt\":\\{[^}]*}", "");
    }

    /** Every member of an object is in its schema, as deep as it goes. */
    private static void mustFit(JsonNode value, JsonNode schemas, String name) {
        var schema = schemas.path(name);
        assertThat(schema.isObject()).as("a schema of the name " + name).isTrue();
        value.fields().forEachRemaining(member -> {
            var property = schema.at("/properties/" + member.getKey());
            assertThat(property.isMissingNode())
                    .as(name + "." + member.getKey() + " is published")
                    .isFalse();
            var reference = property.findValue("$ref");
            if (member.getValue().isObject() && reference != null) {
                mustFit(member.getValue(), schemas, reference.asText().replaceAll(".*/", ""));
            }
        });
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException hungUp) { // with what it had not read still on the way
            return "HTTP/1.1 431 hung up";
        }
    }

    /** A sender who sends one byte of a body whenever nothing has come for the socket's timeout. */
    private record Drip(Socket socket) {
        String untilAnswered() throws IOException {
            for (int sent = 0; sent < 30; sent++) {
                try {
                    var first = socket.getInputStream().read();
                    socket.setSoTimeout(10_000);
                    return (char) first + rest();
                } catch (SocketTimeoutException nothingYet) {
                    drip();
                }
            }
            return "nothing";
        }

        /** One byte, or none where the other side has hung up: its answer is there to be read all the same. */
        private void drip() {
            try {
                socket.getOutputStream().write(' ');
            } catch (IOException hungUp) {
                // the answer is read next
            }
        }

        private String rest() throws IOException {
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException hungUp) {
                // a byte that it had not read was still on the way
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Listener extends Handler {
        private final List<String> seen;

        Listener(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public synchronized void publish(LogRecord record) {
            seen.add(record.getMessage() + " "
                    + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
