package io.shiming.limits;

import io.shiming.identity.day.StatutoryDay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Which openings are abnormal: a table that a lawyer reviews, not code. The first rule that is broken is told. */
final class OpeningRules {
    private static final String TABLE = "/rules/abnormal-openings.csv";

    private final List<OpeningRule> rules;

    private OpeningRules(List<OpeningRule> rules) {
        this.rules = rules;
    }

    /** The table that comes with the service. */
    static OpeningRules reviewed() {
        try (var table = Objects.requireNonNull(OpeningRules.class.getResourceAsStream(TABLE), TABLE)) {
            return read(new InputStreamReader(table, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OpeningRules read(Reader table) {
        return new OpeningRules(new BufferedReader(table)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(OpeningRule::read)
                .toList());
    }

    /** The first rule in force that one more mobile card would break and that the person is not exempt from. */
    Optional<OpeningRule> broken(OpeningHistory person, Instant now) {
        var today = StatutoryDay.of(now);
        return rules.stream()
                .filter(rule -> !rule.since().isAfter(today))
                .filter(Predicate.not(rule -> person.exemptFrom(rule.id())))
                .filter(rule -> count(rule, person, now) >= rule.from())
                .findFirst();
    }

    private static long count(OpeningRule rule, OpeningHistory person, Instant now) {
        var since = now.minus(rule.within());
        return switch (rule.counted()) {
            case APPLICATIONS -> person.openingsSince(since).count();
            case SHOPS ->
                person.openingsSince(since)
                        .map(OpeningHistory.Opening::shop)
                        .distinct()
                        .count();
            case SUSPENDED -> person.held("SUSPENDED"); // registry.limits_must_stand compares what is counted here
        };
    }
}
