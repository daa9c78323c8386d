package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The page that says which test shows which row of the law: it may not say what is not so. */
class RowsTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path PAGE = Path.of("src/docs/regulation-coverage.md");
    private static final String ROW = "(?m)^\\| ([A-Z]{1,2}-[^|]+) \\| ([^|]+) \\| ([^|]+) \\|$";
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

    /** The rows of the regulation that concern a signing. */
    private static final List<String> OF_A_SIGNING = List.of(
            ("R-3a, R-3b, R-5, R-6a, R-6b, R-7(1), R-7(2), R-7(3), R-7(4), R-7(5), R-8(1-4), R-8b, R-9a, R-9b, R-9c,"
                            + " R-10a, R-10b, R-10c, R-10d, R-11, R-12, R-14, R-15, R-18, R-20a, R-20b, R-21, N-1, N-2, N-3,"
                            + " N-4, N-5, N-6, N-7, N-8, N-9, N-10, AF-9, AF-10a, AF-10b, AF-10c, AF-12a, AF-30, AF-31,"
                            + " AF-32, PI-15, PI-28 to PI-30, PI-31, G-1")
                    .split(", "));

    static Stream<Row> rows() throws IOException {
        var page = Files.readString(PAGE);
        return Pattern.compile(ROW).matcher(page).results().map(Row::of);
    }

    @Test
    void everyRowOfASigningIsOnThePage() throws IOException {
        assertThat(rows().map(Row::id)).doesNotHaveDuplicates().containsAll(OF_A_SIGNING);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyTestThatThePageNamesIsThereAndNamesTheRow(Row row) throws IOException, ClassNotFoundException {
        assertThat(row.tests()).isNotEmpty();
        for (String test : row.tests()) {
            var methods = methods(test);
            assertThat(methods).as(test).isNotEmpty();
            assertThat(methods).as("%s names %s", test, row.id()).anyMatch(method -> names(method, row.id()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCodeOnThePageIsOneOfOurs(Row row) {
        var ours = new TreeSet<>(Stream.of(Code.values()).map(Code::name).toList());
        assertThat(ours).containsAll(row.codes());
    }

    @Test
    void aTestThatNamesANeighbouringRowIsNotTaken() throws NoSuchMethodException {
        var example = RowsTest.class.getDeclaredMethod("n10NamesTheTenthAndNotTheFirst");
        assertThat(names(example, "N-10")).isTrue();
        assertThat(names(example, "N-1")).isFalse();
        assertThat(names(example, "R-10a")).isTrue();
        assertThat(names(example, "R-10")).isFalse();
    }

    @DisplayName("R-10a: only an example")
    void n10NamesTheTenthAndNotTheFirst() {}

    private static List<Method> methods(String test) throws IOException, ClassNotFoundException {
        var dot = test.indexOf('.');
        var type = Class.forName(className(test.substring(0, dot)), false, RowsTest.class.getClassLoader());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(test.substring(dot + 1)))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .toList();
    }

    private static String className(String test) throws IOException {
        try (var files = Files.walk(TESTS)) {
            var found = files.filter(file -> file.endsWith(test + ".java")).toList();
            assertThat(found).as(test).hasSize(1);
            var path = TESTS.relativize(found.get(0)).toString();
            return path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
        }
    }

    /** In the display name as it stands, or at the head of the method's name without the hyphen. */
    private static boolean names(Method method, String row) {
        var display = method.getAnnotation(DisplayName.class);
        var written = Pattern.compile("(?<![A-Z])" + Pattern.quote(row) + "(?![0-9a-z(])");
        if (display != null && written.matcher(display.value()).find()) {
            return true;
        }
        var brief = row.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return method.getName().toLowerCase(Locale.ROOT).matches("([a-z]+[0-9]+[a-c]?_?)*?" + brief + "([^0-9].*)?");
    }

    /**
     * A line of the table.
     *
     * @param tests class and method, with a dot between
     */
    record Row(String id, List<String> codes, List<String> tests) {
        static Row of(MatchResult line) {
            var codes = CODE.matcher(line.group(2)).results().map(code -> code.group(1));
            return new Row(
                    line.group(1).strip(),
                    codes.toList(),
                    List.of(line.group(3).strip().split(", ")));
        }
    }
}
