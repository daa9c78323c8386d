package io.shiming.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the register knows of a person who wants one more card: counts, times and shops, nothing of who it is. */
public final class OpeningHistory {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final String text;
    private final Facts facts;

    private OpeningHistory(String text, Facts facts) {
        this.text = text;
        this.facts = facts;
    }

    /** As {@code registry.limits_of} words it. */
    record Facts(
            @Nullable LocalDate sanctionedUntil,
            List<String> exempt,
            Map<String, Map<String, Integer>> holdings,
            List<Opening> openings) {}

    /** An application for a mobile card. */
    record Opening(Instant at, String shop) {}

    /** Reads what the database said. */
    public static OpeningHistory read(String text) {
        try {
            return new OpeningHistory(text, JSON.readValue(text, Facts.class));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the standing of a person does not read");
        }
    }

    /** The same without the openings that came later. */
    public OpeningHistory asOf(Instant at) {
        var earlier = facts.openings().stream()
                .filter(opening -> !opening.at().isAfter(at))
                .toList();
        return new OpeningHistory(text, new Facts(facts.sanctionedUntil(), facts.exempt(), facts.holdings(), earlier));
    }

    /** As it was read: the signing statement compares it with what holds when it writes. */
    public String text() {
        return text;
    }

    /** How many lines of each service stand how: {@code {"mobile": {"ACTIVE": 5}}}. */
    public Map<String, Map<String, Integer>> holdings() {
        return facts.holdings();
    }

    Optional<LocalDate> sanctionedUntil() {
        return Optional.ofNullable(facts.sanctionedUntil());
    }

    boolean exemptFrom(String rule) {
        return facts.exempt().contains(rule);
    }

    Stream<Opening> openingsSince(Instant since) {
        return facts.openings().stream().filter(opening -> opening.at().isAfter(since));
    }

    int held(String status) {
        return facts.holdings().values().stream()
                .mapToInt(counts -> counts.getOrDefault(status, 0))
                .sum();
    }
}
