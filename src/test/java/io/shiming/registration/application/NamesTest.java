package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class NamesTest {
    @Inject
    ApiCallers callers;

    static Stream<String> validNames() throws IOException {
        return named("accept");
    }

    static Stream<String> invalidNames() throws IOException {
        return named("reject");
    }

    private static Stream<String> named(String expectation) throws IOException {
        try (var vectors = NamesTest.class.getResourceAsStream("/vectors/names/unicode_names.json")) {
            List<JsonNode> names = StreamSupport.stream(
                            new JsonMapper().readTree(vectors).path("names").spliterator(), false)
                    .toList();
            return names.stream()
                    .filter(each -> each.path("expect").asText().matches(expectation + "(|_400|_no_.*|_equal_.*)"))
                    .map(each -> each.path("value").asText())
                    .filter(name -> name.codePoints().noneMatch(c -> c < 0x80 && Character.isDigit(c)));
        }
    }

    @ParameterizedTest
    @MethodSource("validNames")
    @DisplayName("recorded as it stands on the document")
    @Tag("R-9a")
    void aNameOfAnyUnicodePlaneComesBackCodePointForCodePoint(String name) {
        // Given
        var form = RegistrationForms.internet().with("subscriber.name", name);
        callers.clerk().sign(form).mustBe(201);
        // When
        var found = callers.auditor().lookUp(RegistrationForms.audit(form).with("fields", List.of("name")));
        // Then
        assertThat(found.mustBe(200).text("/subscriber/name")).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("invalidNames")
    void aNameThatNoDocumentShowsIsRefused(String name) {
        var form = RegistrationForms.internet().with("subscriber.name", name);
        var refusal = callers.clerk().sign(form);
        if (name.indexOf('\0') >= 0) { // no text at all
            refusal.mustRefuse(400, "INVALID_ARGUMENT");
            return;
        }
        assertThat(refusal.status()).as(refusal.body()).isEqualTo(422);
        assertThat(refusal.code()).isIn("NAME_INVALID", "NAME_REQUIRED");
        refusal.mustHelp();
    }
}
