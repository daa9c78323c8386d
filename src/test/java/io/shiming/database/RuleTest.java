package io.shiming.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.boot.MigrationFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each SQLSTATE of our own has its rule, and each catch of a refusal says which rules it expects. */
class RuleTest {
    private static final Pattern RAISED = Pattern.compile("ERRCODE = '(SM[0-9]{3})'");
    private static final Pattern CATCH =
            Pattern.compile("catch \\(RuleRefusal (\\w+)\\) \\{(.*?)\n( *)\\}", Pattern.DOTALL);

    @Test
    void everyStateThatAFunctionRaisesHasARule() {
        var raised = MigrationFiles.repeatable().stream()
                .map(MigrationFiles::text)
                .flatMap(text -> RAISED.matcher(text).results().map(hit -> hit.group(1)));
        assertThat(raised.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::state).toList());
    }

    @Test
    void everyCatchAsksWhichRuleRefused() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            var catches = sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> CATCH.matcher(read(file)).results())
                    .toList();
            assertThat(catches).hasSizeGreaterThan(15).allMatch(RuleTest::asks);
        }
    }

    /** Asks itself, or hands the refusal to what asks. */
    private static boolean asks(MatchResult caught) {
        var refusal = caught.group(1);
        var block = caught.group(2).replace("unavailable(" + refusal + ")", "");
        return Pattern.compile("\\b" + refusal + "\\.(rule|answerTo)\\(|[(,] *" + refusal + "[,)]")
                .matcher(block)
                .find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
