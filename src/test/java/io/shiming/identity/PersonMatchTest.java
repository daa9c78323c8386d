package io.shiming.identity;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("N-10")
@Tag("R-10c")
@Tag("FA-1")
class PersonMatchTest {
    @ParameterizedTest
    @CsvSource({
        "face, pass, true, false",
        "face, fail, false, true",
        "face, manual, false, false",
        "clerk, pass, false, false",
        "clerk, fail, false, true"
    })
    void onlyAPassedFaceMatchNeedsNoSecondReviewer(String by, String result, boolean alone, boolean failed) {
        var match = PersonMatch.of(by, result, "V-1", 50);
        assertThat(match.passedByFace()).isEqualTo(alone);
        assertThat(match.failed()).isEqualTo(failed);
        assertThat(match).hasToString("PersonMatch[withheld]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aScoreReachesFromNothingToHundred(int score) {
        assertThat(PersonMatch.of("face", "pass", "V-1", score).stored().score())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101, Integer.MAX_VALUE})
    void aScoreOutsideIsRefused(int score) {
        assertThat(refusalOf(() -> PersonMatch.of("face", "pass", "V-1", score)))
                .isEqualTo(Code.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({"FACE, pass", "face, Pass", "thumb, pass", "face, perhaps"})
    void aWordThatIsNoneOfTheListIsRefused(String by, String result) {
        assertThat(refusalOf(() -> PersonMatch.of(by, result, "V-1", null))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void theComparingSystemIsNamed() {
        assertThat(refusalOf(() -> PersonMatch.of("face", "pass", null, null))).isEqualTo(Code.FIELD_REQUIRED);
        assertThat(PersonMatch.of("clerk", "pass", null, null).stored().vendor())
                .isNull();
    }
}
