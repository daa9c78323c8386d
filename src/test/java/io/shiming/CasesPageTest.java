package io.shiming;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code src/docs/cases.md} has every case, and each test that it names carries the case's tag. */
class CasesPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-E]\\d+) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)`");

    record Case(String number, List<String> tests) {}

    static List<Case> cases() throws IOException {
        return Files.readAllLines(Path.of("src/docs/cases.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Case(
                        row.group(1),
                        TEST.matcher(row.group(2))
                                .results()
                                .map(test -> test.group(1))
                                .toList()))
                .toList();
    }

    @Test
    void everyCaseIsOnThePage() throws IOException {
        var all = Stream.of(numbers("A", 14), numbers("B", 14), numbers("C", 8), numbers("E", 14))
                .flatMap(List::stream)
                .toList();
        assertThat(cases()).extracting(Case::number).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTestOfACaseCarriesItsTag(Case one) throws IOException {
        assertThat(one.tests()).isNotEmpty();
        for (String test : one.tests()) {
            assertThat(source(test)).as(test).contains("Tag(\"case-" + one.number() + "\")");
        }
    }

    private static List<String> numbers(String section, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(n -> section + n).toList();
    }

    private static String source(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.getFileName().toString().equals(test + ".java"))
                    .map(CasesPageTest::read)
                    .collect(joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
