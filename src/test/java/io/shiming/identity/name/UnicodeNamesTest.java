package io.shiming.identity.name;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.problem.Code;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name of vectors/names/unicode_names.json. Where a row leaves a choice, the choice is written down here. */
class UnicodeNamesTest {
    private static final Set<String> KEPT = Set.of(
            "bmp",
            "middle_dot_uyghur",
            "ext_b",
            "ext_b_name",
            "ext_g",
            "name_32_codepoints_ext_b",
            "ivs",
            "compat_ideograph",
            "nfd_latin",
            "nfc_latin",
            "tibetan",
            "mongolian",
            "arabic",
            "fullwidth",
            "confusable_cyrillic");

    /** Refused at the counter, kept from a register whose entry reads so: the export escapes it. */
    private static final Set<String> KEPT_FROM_A_REGISTER = Set.of(
            "middle_dot_2022",
            "nul_escaped_json",
            "fullwidth_digits_id",
            "arabic_digits_id",
            "lower_x",
            "sql",
            "template",
            "html",
            "csv",
            "trailing_space");

    private static final Map<String, Code> OTHER_CODES =
            Map.of("pua", Code.NAME_PRIVATE_USE, "only_spaces", Code.NAME_REQUIRED);

    static Stream<JsonNode> names() throws IOException {
        try (var file = UnicodeNamesTest.class.getResourceAsStream("/vectors/names/unicode_names.json")) {
            return new ObjectMapper().readTree(file).get("names").valueStream().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theVerdictAtTheCounterIsAsListed(JsonNode row) {
        var value = row.get("value").asText();
        var id = row.get("id").asText();
        var expect = row.get("expect").asText();
        if (KEPT.contains(id)) {
            assertThat(expect).matches("(accept|flag).*");
            assertThat(PersonName.of(value).verbatim()).isEqualTo(value);
        } else {
            assertThat(expect).isNotEqualTo("accept");
            assertThat(refusalOf(() -> PersonName.of(value)))
                    .isEqualTo(OTHER_CODES.getOrDefault(id, Code.NAME_INVALID));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void registerNamesMayHaveEveryVisibleCharacter(JsonNode row) {
        var value = row.get("value").asText();
        var id = row.get("id").asText();
        if (KEPT.contains(id) || KEPT_FROM_A_REGISTER.contains(id))
            assertThat(PersonName.fromRegister(value).verbatim()).isEqualTo(value);
        else
            assertThat(refusalOf(() -> PersonName.fromRegister(value)))
                    .isEqualTo(OTHER_CODES.getOrDefault(id, Code.NAME_INVALID));
    }

    @Test
    void thereAreThirtyEightRows() throws IOException {
        assertThat(names()).hasSize(38);
    }

    @Test
    void composedAndDecomposedNamesMatch() throws IOException {
        assertThat(name("nfd_latin").matchKey()).isEqualTo(name("nfc_latin").matchKey());
        assertThat(name("nfd_latin").verbatim()).isNotEqualTo(name("nfc_latin").verbatim());
    }

    @Test
    void aGlyphVariantMatchesItsCharacter() throws IOException {
        assertThat(name("ivs").matchKey()).isEqualTo(PersonName.of("葛城").matchKey());
    }

    @Test
    void aFullWidthNameMatchesTheNarrowOne() throws IOException {
        assertThat(name("fullwidth").matchKey()).isEqualTo(PersonName.of("JOHN").matchKey());
    }

    @Test
    void onlyTheMixedAlphabetIsFlagged() throws IOException {
        assertThat(name("confusable_cyrillic").mixesAlphabets()).isTrue();
        for (String id : KEPT)
            if (!id.equals("confusable_cyrillic"))
                assertThat(name(id).mixesAlphabets()).as(id).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullwidth_digits_id", "arabic_digits_id", "lower_x"})
    void aDocumentNumberInTheListIsRefusedAsOne(String id) throws IOException {
        var value = value(id);
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, value, TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    /** What the raw bodies with these would hold, were they let through by the reader of JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"\uD842", "\uDFB7", "a\u0000b", "张\uD842", "\uDFB7\uD842"})
    void halfACharacterIsNone(String text) {
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_INVALID);
        assertThat(refusalOf(() -> PersonName.fromRegister(text))).isEqualTo(Code.NAME_INVALID);
    }

    private static PersonName name(String id) throws IOException {
        return PersonName.of(value(id));
    }

    private static String value(String id) throws IOException {
        return names().filter(row -> row.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow()
                .get("value")
                .asText();
    }
}
