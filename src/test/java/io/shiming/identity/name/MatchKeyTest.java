package io.shiming.identity.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-B10")
class MatchKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"’", "‘", "ʼ", "ʻ", "＇", "′", "`", "´", "‛"})
    void everyApostropheIsOne(String apostrophe) {
        assertThat(MatchKey.of("O" + apostrophe + "CONNOR")).isEqualTo(MatchKey.of("O'CONNOR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"‐", "‑", "‒", "–", "—", "―", "−", "﹣", "－", "﹘"})
    void everyHyphenIsOne(String hyphen) {
        assertThat(MatchKey.of("ANNE" + hyphen + "MARIE")).isEqualTo(MatchKey.of("ANNE-MARIE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"•", "・", "･", "‧", "．", "∙", "⋅", "ꞏ", "﹒", "\u0387", "⸱", "\u2024"})
    void everyMiddleDotIsOne(String dot) {
        assertThat(MatchKey.of("买买提" + dot + "艾力")).isEqualTo(MatchKey.of("买买提·艾力"));
    }

    @Test
    void kindsOfSignsAreNotConfusedAndNotLeftOut() {
        assertThat(MatchKey.of("O'C")).isNotEqualTo(MatchKey.of("O-C")).isNotEqualTo(MatchKey.of("OC"));
        assertThat(MatchKey.of("A·B")).isNotEqualTo(MatchKey.of("A.B")).isNotEqualTo(MatchKey.of("AB"));
    }
}
