package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code is written in the words of the glossary, and in nouns rather than pronouns. */
class PlainWordsTest {
    private static final Pattern PRONOUNS =
            Pattern.compile("\\b(whoever|whatever|somebody|nobody|anew|whom)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern REPLACED = Pattern.compile("honey|look-up", Pattern.CASE_INSENSITIVE);
    private static final int MOST_IN_TEN_THOUSAND_LINES = 3;

    @ParameterizedTest
    @CsvSource({"src/main/java, .java", "src/test/java, .java", "src/main/resources/db, .sql"})
    void sixPronounsAreRare(String top, String suffix) throws IOException {
        var lines = lines(Path.of(top), suffix);
        var uses = lines.stream().filter(line -> PRONOUNS.matcher(line).find()).toList();
        assertThat(lines).isNotEmpty();
        assertThat(uses.size() * 10_000L)
                .as("uses %s", uses)
                .isLessThanOrEqualTo((long) MOST_IN_TEN_THOUSAND_LINES * lines.size());
    }

    @Test
    void decoysAndLookupsHaveOneWord() throws IOException {
        assertThat(lines(Path.of("src/main"), "")).isNotEmpty().noneMatch(line -> REPLACED.matcher(line)
                .find());
    }

    private static List<String> lines(Path top, String suffix) throws IOException {
        try (var files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .flatMap(PlainWordsTest::linesOf)
                    .toList();
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
