package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the service answered.
 *
 * @param body the bytes, read as UTF-8
 * @param headers all of them in one text
 */
record Reply(int status, String contentType, String correlator, String headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> MUST = Set.of("status", "code", "message");
    private static final Set<String> MAY =
            Set.of("status", "code", "message", "reason", "remedy", "documentsNeeded", "appeal", "rule", "breakdown");

    static Reply of(Response response) {
        return new Reply(
                response.statusCode(),
                response.header("Content-Type"),
                response.header("x-correlator"),
                response.headers().toString(),
                new String(response.asByteArray(), StandardCharsets.UTF_8));
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("no JSON, status " + status + ": " + body, e);
        }
    }

    /** The text at a JSON pointer. */
    String text(String pointer) {
        return json().at(pointer).asText();
    }

    String code() {
        return status < 400 ? "" : text("/code");
    }

    String registration() {
        return text("/registrationId");
    }

    Reply mustBe(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** A refusal of this code, in the one shape that refusals have. */
    Reply mustRefuse(int expected, String code) {
        assertThat(status + " " + code()).as(body).isEqualTo(expected + " " + code);
        return mustHaveErrorShape();
    }

    Reply mustHaveErrorShape() {
        var names = StreamSupport.stream(((Iterable<String>) () -> json().fieldNames()).spliterator(), false)
                .collect(Collectors.toSet());
        assertThat(names).as(body).containsAll(MUST);
        assertThat(MAY).as(body).containsAll(names);
        assertThat(json().path("status").asInt()).isEqualTo(status);
        assertThat(text("/message")).isNotBlank();
        assertThat(contentType).isEqualTo("application/json");
        return this;
    }

    /** Says why, and what the applicant can do. */
    void mustAdvise() {
        assertThat(text("/reason")).as(body).isNotBlank();
        assertThat(text("/remedy")).as(body).isNotBlank();
    }

    /** The same, and which papers to bring. */
    void mustHelp() {
        mustAdvise();
        assertThat(json().at("/documentsNeeded").size()).as(body).isPositive();
    }

    /** Names a way to object, and the entry that an objection quotes. */
    void mustTellHowToAppeal() {
        assertThat(text("/appeal")).as(body).contains("appeal", "Audit-Entry");
        assertThat(auditEntry()).hasSize(36);
    }

    /** The entry that tells of this answer, as the header names it. */
    String auditEntry() {
        return headers.lines()
                .filter(line -> line.startsWith("Audit-Entry="))
                .map(line -> line.substring("Audit-Entry=".length()).split(" ", 2)[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Audit-Entry: " + headers));
    }

    /** Neither the body nor a header has any of this. */
    Reply mustNotTell(Iterable<String> secrets) {
        for (String secret : secrets) {
            assertThat(body).doesNotContain(secret);
            assertThat(headers).doesNotContain(secret);
        }
        return this;
    }

    /** Status and everything the caller can read, without what is unique to every answer. */
    String appearance() {
        return status + "\n" + contentType + "\n" + body;
    }
}
