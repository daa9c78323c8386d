package io.shiming.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL files that a start runs, for tests. */
public final class MigrationFiles {
    private static final Path DATABASE = Path.of("src/main/resources/db");
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern FUNCTION =
            Pattern.compile("^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) ([a-z_.]+)\\(", Pattern.MULTILINE);

    private MigrationFiles() {}

    /** The files of tables. */
    static List<Path> versioned() {
        return in("migration");
    }

    /** The files of functions. */
    public static List<Path> repeatable() {
        return in("function");
    }

    /** The names that the files name the roles by, with the role of each. */
    public static Map<String, String> placeholders() {
        return Schema.roles();
    }

    /** The text as it is run. */
    public static String text(Path file) {
        String text = read(file);
        for (Map.Entry<String, String> role : placeholders().entrySet()) {
            text = text.replace("${" + role.getKey() + "}", role.getValue());
        }
        return text;
    }

    /** The text without its comments. */
    static String code(Path file) {
        return COMMENT.matcher(read(file)).replaceAll("");
    }

    /** The names, with their schemas, of all functions and procedures; one with two signatures is twice in it. */
    public static List<String> functions() {
        return repeatable().stream().flatMap(file -> functions(file).stream()).toList();
    }

    static List<String> functions(Path file) {
        return FUNCTION.matcher(read(file)).results().map(hit -> hit.group(1)).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(DATABASE.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
