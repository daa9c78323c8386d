package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that no writer of JSON would make: each as it is, and in the place of the subscriber of a good request. */
@QuarkusTest
@DisplayName("B3: raw bodies")
class RawBodiesTest {
    private static final String PLACE = "\"HERE\"";

    @Inject
    ApiCallers callers;

    static Stream<Arguments> rawBodies() throws IOException {
        return listed().map(row -> Arguments.of(row.path("id").asText(), bytes(row)));
    }

    private static Stream<JsonNode> listed() throws IOException {
        try (var vectors = RawBodiesTest.class.getResourceAsStream("/vectors/names/unicode_names.json")) {
            return new JsonMapper().readTree(vectors).path("raw_bodies").valueStream().toList().stream();
        }
    }

    private static byte[] bytes(JsonNode row) {
        return row.has("body_hex")
                ? HexFormat.of().parseHex(row.path("body_hex").asText())
                : row.path("body_utf8").asText().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void thereAreElevenRowsAndEachIsToBeRefused() throws IOException {
        List<String> verdicts = listed().map(row -> row.path("expect").asText()).toList();
        assertThat(verdicts).hasSize(11).allMatch(verdict -> verdict.startsWith("400"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rawBodies")
    void aBodyThatNoWriterOfJsonMakesIsNotRead(String id, byte[] body) {
        var start = System.nanoTime();
        var whole = send(inPlaceOfTheSubscriber(body));
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(whole.status()).as(whole.body()).isIn(400, 422);
        whole.mustHaveErrorShape();
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        if (!List.of("bigint_id", "exp_number").contains(id)) { // those two have a field that no request may hold
            whole.mustRefuse(400, "INVALID_ARGUMENT");
        }
    }

    @Test
    @DisplayName("B3: a number where a text is needed, in the field that counts")
    void aDocumentNumberAsANumberIsNotRead() {
        var good = RegistrationForms.mobile();
        for (var number : List.of("110101199003077475", "1e400000000", "-0", "1.5")) {
            var body = good.with("subscriber.document.number", "HERE")
                    .json()
                    .toString()
                    .replace(PLACE, number);
            send(body.getBytes(StandardCharsets.UTF_8)).mustRefuse(400, "INVALID_ARGUMENT");
        }
    }

    private static byte[] inPlaceOfTheSubscriber(byte[] body) {
        var request =
                RegistrationForms.mobile().with("subscriber", "HERE").json().toString();
        int at = request.indexOf(PLACE);
        var all = new ByteArrayOutputStream();
        all.writeBytes(request.substring(0, at).getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        all.writeBytes(request.substring(at + PLACE.length()).getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private ApiReply send(byte[] body) {
        return callers.clerk()
                .with("Idempotency-Key", "raw")
                .send("POST", ApiCaller.REGISTRATIONS, "application/json", body);
    }
}
