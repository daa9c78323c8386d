package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;

class ReviewReasonsTest {
    @Test
    void whatNoSecondPersonHasSeenIsOpenAndToldInAFixedOrder() {
        var doubts = ReviewReasons.settledBy(null);
        assertThat(doubts.open()).isFalse();
        doubts.mustBeSettled();
        doubts.add("B");
        doubts.add("A");
        doubts.add("B");
        assertThat(doubts.open()).isTrue();
        assertThat(doubts.reasons()).containsExactly("A", "B");
        assertThat(refusalOf(doubts::mustBeSettled)).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
    }

    @Test
    void aSecondPersonSettlesEveryDoubt() {
        var doubts = ReviewReasons.settledBy("clerk-2");
        doubts.add("A");
        assertThat(doubts.open()).isFalse();
        assertThat(doubts.reasons()).isEmpty();
        doubts.mustBeSettled();
    }
}
