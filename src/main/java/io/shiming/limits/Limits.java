package io.shiming.limits;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Says whether one more mobile card may be opened for a person; the statutory number is not counted here. */
@ApplicationScoped
public class Limits {
    private static final String COOL_DOWN = "cool-down";
    private static final OpeningRules RULES = OpeningRules.reviewed();

    private final Duration coolDown;

    Limits(LimitsConfig config) {
        this.coolDown = config.coolDown();
    }

    /**
     * Returns if it may.
     *
     * @throws Problem SANCTIONED or ABNORMAL_OPENING, with what counts and, for the latter, the rule
     */
    public void mustPermitCard(OpeningHistory person, Instant now) {
        person.sanctionedUntil().ifPresent(until -> {
            throw Problem.of(Code.SANCTIONED).counting(person.holdings());
        });
        mustHaveCooledDown(person, now);
        RULES.broken(person, now).ifPresent(rule -> {
            throw abnormal(person, rule.id(), null);
        });
    }

    private void mustHaveCooledDown(OpeningHistory person, Instant now) {
        if (coolDown.isZero() || person.exemptFrom(COOL_DOWN)) {
            return;
        }
        person.openingsSince(now.minus(coolDown))
                .map(OpeningHistory.Opening::at)
                .max(Comparator.naturalOrder())
                .ifPresent(last -> {
                    throw abnormal(person, COOL_DOWN, Duration.between(now, last.plus(coolDown)));
                });
    }

    private static Problem abnormal(OpeningHistory person, String rule, @Nullable Duration wait) {
        return Problem.of(Code.ABNORMAL_OPENING)
                .byRule(rule)
                .counting(person.holdings())
                .waiting(wait);
    }
}
