package io.shiming.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLikenessTest {
    private static final String PRINTED = """
            {"registrationId": "01a200ce-4996-763c-b36d-97a424f3d9a3", "status": "ACTIVE", "mayActivate": true,
             "at": "2026-11-22T01:10:49.695116Z", "fields": ["name", "address"],
             "receipt": {"leafHash": "95fb8e40b5acb9098625ffe7d93b3ed39ffe6d13c8d3ca91bf48f42aa23440ff", "n": 1}}
            """;

    @Test
    void otherIdsHashesAndTimesAreAlike() throws Exception {
        String answer = PRINTED.replace("01a200ce-4996", "01a200ff-0000")
                .replace("2026-11-22T01:10:49.695116Z", "2031-01-01T00:00:00Z")
                .replace("95fb8e40", "00000000");
        assertThat(JsonLikeness.differences(PRINTED, answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\": \"ACTIVE\"       | \"status\": \"PENDING\"         | /status",
                "\"status\": \"ACTIVE\",      | ``                              | /status",
                "\"mayActivate\": true        | \"mayActivate\": false          | /mayActivate",
                "\"mayActivate\": true        | \"mayActivate\": \"true\"       | /mayActivate",
                "\"mayActivate\": true        | \"mayActivate\": true, \"x\": 1 | /x",
                "01a200ce-4996-763c           | 01a200ce-4996                   | /registrationId",
                "2026-11-22T01:10:49.695116Z  | yesterday                       | /at",
                "\"address\"]                 | \"birthDate\"]                  | /fields/1",
                "[\"name\", \"address\"]      | [\"name\"]                      | /fields",
                "ff\", \"n\": 1               | ff\", \"n\": 2                  | /receipt/n",
                "95fb8e40                     | XXXXXXXX                        | /receipt/leafHash",
            })
    void anythingElseIsNot(String instead, String of, String where) throws Exception {
        assertThat(PRINTED).contains(instead);
        assertThat(JsonLikeness.differences(PRINTED, PRINTED.replace(instead, of)))
                .singleElement()
                .asString()
                .startsWith(where + ":");
    }

    @Test
    void anAnswerThatIsNoJsonOrMoreThanOneIsAnError() {
        assertThatThrownBy(() -> JsonLikeness.differences("{}", "<html>")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> JsonLikeness.differences("{}", "{} {}")).isInstanceOf(Exception.class);
    }
}
