package io.shiming.verification.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.peer.Unusable;
import io.shiming.verification.Answer;
import io.shiming.verification.Claim;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedAnswerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Question QUESTION = new Question(new Claim(
            UUID.fromString("00000000-0000-4000-8000-000000000000"), "RIC", "11000019900307001X", "测试甲", null));

    @Test
    void theDigestOfThePersonIsThatOfTheProtocol() {
        // printf '00000000-0000-4000-8000-000000000000\nRIC\n11000019900307001X\n测试甲\n\n' | openssl dgst -sha256
        assertThat(QUESTION.subject()).isEqualTo("XXjqHqgtFnkV-SDITbfIyHS5LtzzDlMmHJmx5PVAjXs");
    }

    @Test
    void anAnswerToTheQuestionCounts() throws Exception {
        assertThat(SignedAnswer.read(payload("", "")).to(QUESTION, "p", NOW).result())
                .isEqualTo(Answer.Result.MATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"match\" | \"MATCH\"",
                "\"match\" | true",
                "\"match\" | null",
                "\"match\" | \"match\",\"more\":1",
                "\"match\" | \"mismatch\",\"result\":\"match\"",
                "\"checkId\":\"c-1\", | ''",
                "\"c-1\" | \"\"",
                "\"c-1\" | \"a\\nb\"",
                "\"c-1\" | 7",
                "\"c-1\" | 7.5",
                "\"c-1\" | true",
                "2030-01-01T00:00:00Z | yesterday",
                "2030-01-01T00:00:00Z | 2029-12-30T23:59:59Z",
                "2030-01-01T00:00:00Z | 2030-01-01T00:01:01Z",
            })
    void alteredAnswerIsUnusable(String part, String instead) {
        String bent = payload(part, instead);
        assertThat(bent).isNotEqualTo(payload("", ""));
        assertThatThrownBy(() -> SignedAnswer.read(bent).to(QUESTION, "p", NOW)).isInstanceOf(Unusable.class);
    }

    @Test
    void twoDocumentsInOneAreNoAnswer() {
        assertThatThrownBy(() -> SignedAnswer.read(payload("", "") + "{}")).isInstanceOf(Unusable.class);
    }

    private static String payload(String part, String instead) {
        return """
                {"requestId":"%s","subject":"%s","result":"match","checkId":"c-1","checkedAt":"2030-01-01T00:00:00Z"}""".formatted(QUESTION.requestId(), QUESTION.subject())
                .replace(part.isEmpty() ? "\u0000" : part, instead);
    }
}
