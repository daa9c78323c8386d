package io.shiming.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The texts for applicants: one reviewed table, {@code rules/help.csv}, in two languages. A code without an entry is one
 * that the caller's system, not the applicant, has to act on.
 */
public final class HelpTable {
    private static final String TABLE = "/rules/help.csv";
    private static final String EVERY_REFUSAL = "*";
    private static final int COLUMNS = 7;
    private static final HelpTable REVIEWED = reviewed();

    private final Map<Key, HelpText> texts = new HashMap<>();
    private final Map<Language, String> appeal = new EnumMap<>(Language.class);

    /**
     * What an entry is about.
     *
     * @param rule empty for the code alone
     */
    private record Key(Code code, String rule) {}

    private HelpTable(Reader table) {
        var english = new HashMap<Key, Help>();
        var chinese = new HashMap<Key, Help>();
        new BufferedReader(table)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> read(line, english, chinese));
        if (!english.keySet().equals(chinese.keySet()) || appeal.size() < Language.values().length) {
            throw new IllegalArgumentException("an entry is not in both languages");
        }
        english.forEach((key, help) -> texts.put(key, new HelpText(help, Objects.requireNonNull(chinese.get(key)))));
    }

    /** What an applicant is told of a refusal with this code. */
    public static Optional<HelpText> of(Code code) {
        return of(code, "");
    }

    /** The same where a rule of another table decided. */
    public static Optional<HelpText> of(Code code, String rule) {
        return Optional.ofNullable(REVIEWED.texts.get(new Key(code, rule)));
    }

    /** How to object to any refusal; the header Audit-Entry names the entry that tells of it. */
    static String appeal(Language language) {
        return Objects.requireNonNull(REVIEWED.appeal.get(language));
    }

    /** Reads a table; throws IllegalArgumentException, with the line, if one is no entry. */
    static HelpTable read(Reader table) {
        return new HelpTable(table);
    }

    private static HelpTable reviewed() {
        try (var table = Objects.requireNonNull(HelpTable.class.getResourceAsStream(TABLE), TABLE)) {
            return read(new InputStreamReader(table, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line, Map<Key, Help> english, Map<Key, Help> chinese) {
        var columns = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        if (columns.size() != COLUMNS || columns.get(3).isEmpty()) {
            throw new IllegalArgumentException(line);
        }
        var language = language(columns.get(2), line);
        if (columns.get(0).equals(EVERY_REFUSAL)) {
            appeal.put(language, columns.get(3));
            return;
        }
        if (columns.get(4).isEmpty()) {
            throw new IllegalArgumentException(line);
        }
        var help = new Help(columns.get(3), columns.get(4), listed(columns.get(5)));
        for (var code : listed(columns.get(0))) {
            for (var rule : columns.get(1).split(";", -1)) {
                var key = new Key(Code.valueOf(code), rule);
                if ((language == Language.ENGLISH ? english : chinese).put(key, help) != null) {
                    throw new IllegalArgumentException(line);
                }
            }
        }
    }

    private static Language language(String tag, String line) {
        return Arrays.stream(Language.values())
                .filter(language -> language.tag.equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(line));
    }

    private static List<String> listed(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(";", -1));
    }
}
