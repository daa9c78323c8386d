package io.shiming.identity.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The entries of a reviewed table: its lines without remarks, which begin with #, and without blank ones. */
public final class RuleTable {
    private RuleTable() {}

    /** The entries of a table that is part of the service. */
    public static List<String> entries(String resource) {
        try (InputStream table = Objects.requireNonNull(RuleTable.class.getResourceAsStream(resource), resource)) {
            return entries(new InputStreamReader(table, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> entries(Reader table) {
        return new BufferedReader(table)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The columns of an entry, of which only the last may have commas. */
    public static List<String> columns(String entry, int count) {
        String[] columns = entry.split(",", count);
        if (columns.length != count || columns[count - 1].isBlank()) throw new IllegalArgumentException(entry);
        return List.of(columns);
    }

    public static boolean yes(String column, String entry) {
        return switch (column) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException(entry);
        };
    }
}
