package io.shiming.identity.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "abcdef,1,2,a***ef",
        "abc,1,2,***",
        "ab,1,2,**",
        "'',1,2,''",
        "abcd,1,2,a*cd",
        "abc,0,0,***",
        "\uD842\uDFB7\uD842\uDFB7\uD842\uDFB7,1,1,\uD842\uDFB7*\uD842\uDFB7"
    })
    void theEndsAreKeptUnlessTheyAreAll(String text, int first, int last, String masked) {
        assertThat(Mask.between(text, first, last)).isEqualTo(masked);
    }
}
