package io.shiming.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an act is refused for; an act that passes fails the test. */
public final class Refusals {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private Refusals() {}

    public static Code refusalOf(ThrowingCallable act) {
        var refusal = catchThrowableOfType(Problem.class, act);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.code();
    }
}
