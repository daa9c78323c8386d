package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code src/docs/hostile-requests.md} promises tests: each one that it names is there, and no row is without. */
class HostileRequestsPageTest {
    private static final Path TESTS = Path.of("src/test/java/io/shiming");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        for (String row : rows()) {
            var named = NAMED.matcher(row.substring(row.lastIndexOf("| ", row.length() - 3)));
            int tests = 0;
            for (; named.find(); tests++) {
                var source = source(named.group(1));
                assertThat(source).as(named.group(1)).isNotEmpty();
                if (named.group(2) != null) {
                    assertThat(source).as(row).contains(" " + named.group(2) + "(");
                }
            }
            assertThat(tests).as("tests of the row " + row).isPositive();
        }
    }

    @Test
    void thePageHasEveryRowOfTheList() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("src/docs/hostile-requests.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| request "))
                .toList();
    }

    private static String source(String test) throws IOException {
        try (var files = Files.walk(TESTS)) {
            var file = files.filter(each -> each.endsWith(test + ".java")).findFirst();
            return file.isEmpty() ? "" : Files.readString(file.get());
        }
    }
}
