package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.mobile;
import static io.shiming.registration.application.Counter.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import io.shiming.registration.application.SigningRequest.Match;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnSiteRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"mobile", "iot"})
    @Tag("N-6")
    @Tag("N-10")
    void theHolderOfACardIsPhotographedAndCompared(String service) {
        assertThat(refusal(Counter.of(service).without("livePhoto"))).isEqualTo(Code.LIVE_PHOTO_REQUIRED);
        assertThat(refusal(Counter.of(service).without("match"))).isEqualTo(Code.FACE_MATCH_REQUIRED);
        assertThat(accepted(Counter.of(service)).evidence.livePhoto()).isEqualTo("PHOTO-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "internet"})
    void aLineNeedsNeither(String service) {
        var evidence = accepted(Counter.of(service)).evidence;
        assertThat(evidence.livePhoto()).isNull();
        assertThat(evidence.match()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"mobile, face", "mobile, clerk", "fixed, face", "fixed, clerk"})
    @Tag("R-10c")
    void whoeverIsNotTheHolderIsRefusedForEveryService(String service, String by) {
        var failed = Counter.of(service)
                .with("match.by", by)
                .with("match.vendor", "V-1")
                .with("match.result", "fail");
        assertThat(refusal(failed)).isEqualTo(Code.IMPERSONATION);
        assertThat(refusalOf(() -> Counter.reviewed(failed))).isEqualTo(Code.IMPERSONATION);
    }

    @ParameterizedTest
    @CsvSource({"face, pass, false", "face, manual, true", "clerk, pass, true", "clerk, manual, true"})
    @Tag("N-10")
    @Tag("FA-1")
    void whereNoDeviceSaysYesASecondPersonLooks(String by, String result, boolean doubted) {
        var form = mobile().with("match.by", by).with("match.result", result);
        assertThat(accepted(form).reviewReasons.reasons().contains(ReviewReasons.NOT_SEEN_BY_DEVICE))
                .isEqualTo(doubted);
        assertThat(Counter.reviewed(form).reviewReasons.open()).isFalse();
        assertThat(Counter.reviewed(form).evidence.reviewer()).isEqualTo("clerk-2");
    }

    @Test
    void aComparisonAtALineThatNeedsNoneIsNotDoubted() {
        var form =
                fixed().with("match.by", "clerk").with("match.result", "manual").with("notice.separateConsent", true);
        assertThat(accepted(form).reviewReasons.open()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "livePhoto, no photo, INVALID_ARGUMENT",
        "livePhoto, '', LIVE_PHOTO_REQUIRED",
        "match.by, thumb, INVALID_ARGUMENT",
        "match.result, PASS, INVALID_ARGUMENT",
        "match.vendor, no vendor, INVALID_ARGUMENT"
    })
    void whatIsNotWellFormedIsRefused(String field, String text, Code code) {
        assertThat(refusal(mobile().with(field, text))).isEqualTo(code);
    }

    @Test
    void aScoreIsFromZeroToAHundred() {
        for (int score : new int[] {0, 100}) {
            assertThat(accepted(mobile().with("match.score", score))
                            .reviewReasons
                            .open())
                    .isFalse();
        }
        for (int score : new int[] {-1, 101}) {
            assertThat(refusal(mobile().with("match.score", score))).isEqualTo(Code.OUT_OF_RANGE);
        }
    }

    @Test
    @Tag("N-10")
    void whoeverAsksForWhatIsRegisteredIsComparedLikeAnApplicant() {
        assertThat(refusalOf(() -> holder(null))).isEqualTo(Code.FACE_MATCH_REQUIRED);
        assertThat(refusalOf(() -> holder(new Match("face", "fail", "V-1", null))))
                .isEqualTo(Code.IMPERSONATION);
        assertThat(holder(new Match("face", "pass", "V-1", null)).open()).isFalse();
        assertThat(holder(new Match("clerk", "pass", null, null)).reasons())
                .containsExactly(ReviewReasons.NOT_SEEN_BY_DEVICE);
    }

    private static ReviewReasons holder(@Nullable Match match) {
        var doubts = ReviewReasons.settledBy(null);
        OnSiteRules.mustBeHolder(match, doubts);
        return doubts;
    }
}
