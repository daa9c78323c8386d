package io.shiming.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The reviewed table of body sizes and shares. */
public final class RouteRules {
    private static final String TABLE = "/rules/routes.csv";

    private final List<RouteRule> longestFirst;

    private RouteRules(List<RouteRule> rules) {
        this.longestFirst = rules.stream()
                .sorted(Comparator.comparingInt((RouteRule rule) -> rule.path().length())
                        .reversed())
                .toList();
    }

    /** The table that comes with the service. */
    public static RouteRules reviewed() {
        var table = Objects.requireNonNull(RouteRules.class.getResourceAsStream(TABLE), TABLE);
        try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return new RouteRules(lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(RouteRules::rule)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule of this path; the table ends with one for every path. */
    public RouteRule of(String path) {
        for (var rule : longestFirst) {
            if (rule.matches(path)) {
                return rule;
            }
        }
        return longestFirst.get(longestFirst.size() - 1);
    }

    private static RouteRule rule(String line) {
        var cells = line.split(",", -1);
        return new RouteRule(cells[0], RouteRule.Share.valueOf(cells[1]), Integer.parseInt(cells[2]));
    }
}
