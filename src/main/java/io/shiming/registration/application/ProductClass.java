package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a number is sold as, where the law has rules for that: key services, for organisations only and at most five
 * numbers of each (MIIT opinions of 2016-11), and the internet of things.
 */
public enum ProductClass {
    VOICE_LINE,
    FOUR_HUNDRED,
    ONE_NUMBER,
    SWITCHBOARD,
    IOT;

    /** The name in requests and in the register. */
    public String label() {
        return this == FOUR_HUNDRED ? "400" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable ProductClass of(@Nullable String label) {
        return label == null
                ? null
                : Arrays.stream(values())
                        .filter(each -> each.label().equals(label))
                        .findFirst()
                        .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at("/productClass"));
    }

    /** Whether only organisations have such numbers, and few. */
    boolean keyService() {
        return this != IOT;
    }
}
