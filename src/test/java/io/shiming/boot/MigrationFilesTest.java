package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versioned files hold tables; functions, triggers, policies and privileges of tables are in files that can run again. */
class MigrationFilesTest {
    private static final Pattern NO_TABLE = Pattern.compile(
            "\\b(CREATE|ALTER|DROP)\\s+(OR\\s+REPLACE\\s+)?(CONSTRAINT\\s+)?(FUNCTION|PROCEDURE|TRIGGER|POLICY|VIEW)\\b"
                    + "|\\bROW\\s+LEVEL\\s+SECURITY\\b|\\bGRANT\\s[^;]*\\bON\\s+(?!SCHEMA|FUNCTIONS)");
    private static final Pattern FUNCTION = Pattern.compile("\\bCREATE\\b[^;(]*\\b(FUNCTION|PROCEDURE)\\s+([a-z_.]+)");

    private static final Pattern ROLE_AS_TEXT = Pattern.compile("\\brole\\s*(=|<>|IN\\s*\\()\\s*'(?!\\$\\{role_)");

    static List<Path> versioned() {
        return MigrationFiles.versioned();
    }

    static List<Path> repeatable() {
        return MigrationFiles.repeatable();
    }

    @ParameterizedTest
    @MethodSource("versioned")
    void aVersionedFileHoldsTables(Path file) {
        assertThat(file.getFileName().toString()).matches("V\\d{3}__[a-z_]+\\.sql");
        assertThat(MigrationFiles.code(file)).doesNotContainPattern(NO_TABLE);
    }

    @ParameterizedTest
    @MethodSource("repeatable")
    void aRepeatableFileCanRunAgain(Path file) {
        var code = MigrationFiles.code(file);
        assertThat(file.getFileName().toString()).matches("R__[a-z_]+\\.sql");
        assertThat(code).doesNotContainPattern("(?m)^(CREATE|ALTER|DROP)\\s+(TABLE|TYPE|INDEX|SCHEMA)\\b");
        FUNCTION.matcher(code).results().forEach(hit -> {
            assertThat(hit.group()).startsWith("CREATE OR REPLACE ");
            assertThat(code).contains("SET LOCAL check_function_bodies = off;");
        });
    }

    /** A changed signature stands beside the old one, in the same file. */
    @Test
    void eachFunctionHasOneHome() {
        var homes = MigrationFiles.repeatable().stream()
                .flatMap(file -> MigrationFiles.functions(file).stream().distinct())
                .toList();
        assertThat(homes).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("repeatable")
    void theRoleOfAnEntryIsNamedByAPlaceholder(Path file) {
        assertThat(MigrationFiles.code(file)).doesNotContainPattern(ROLE_AS_TEXT);
        assertThat(MigrationFiles.text(file)).doesNotContain("${");
    }

    @Test
    void anOperatorIsEnteredByOneCall() throws IOException {
        try (var sources = Files.walk(Path.of("src/main"))) {
            assertThat(sources.filter(file -> file.toString().matches(".*\\.(java|sql)"))
                            .filter(file -> MigrationFiles.read(file).contains("set_config('shiming.operator'")))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("R__database.sql");
        }
    }
}
