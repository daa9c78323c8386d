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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A row of the law is named in one way in the tests, {@code @Tag("N-5")}, and the page that says which test shows which row
 * may not say what is not so.
 */
class RowsTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path LAW = Path.of("src/docs/regulation.md");
    private static final Path PAGE = Path.of("src/docs/regulation-coverage.md");
    private static final String ID = "[A-Z]{1,2}-[0-9]+[a-z]?(?:\\.[0-9])?";
    private static final String ROW = "(?m)^\\| (" + ID + "[^|]*) \\| ([^|]+) \\| ([^|]+) \\|$";
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]{1,2}-[^\"]*)\"\\)");

    /** A row in a name that is shown, or at the head of a method's name: r3b, n5, af10a. */
    private static final Pattern ANOTHER_WAY = Pattern.compile("@DisplayName\\([^)]*?(?<![A-Z0-9])(" + ID
            + "(?![0-9-]))|void ((?:r|n|af|d|dr|p|pi|g|fa)[0-9]+[a-d]?_?[A-Z]\\w*)");

    /** The rows of the regulation that concern a signing. */
    private static final List<String> OF_A_SIGNING =
            List.of(("R-3a, R-3b, R-5, R-6a, R-6b, R-7.1, R-7.2, R-7.3, R-7.4, R-7.5, R-8a, R-8b, R-9a, R-9b, R-9c,"
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

    @Test
    void everyTagOfARowIsARowOfTheLaw() throws IOException {
        var tags = found(TAG);
        assertThat(tags).hasSizeGreaterThan(60);
        assertThat(law()).containsAll(tags);
    }

    @Test
    void noTestNamesARowInAnotherWay() throws IOException {
        assertThat(found(ANOTHER_WAY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyTestThatThePageNamesIsThereAndHasTheRowsTag(Row row) throws IOException, ClassNotFoundException {
        assertThat(law()).containsAll(row.ids());
        assertThat(row.tests()).isNotEmpty();
        for (String test : row.tests()) {
            var methods = methods(test);
            assertThat(methods).as(test).isNotEmpty();
            assertThat(methods).as("%s has the tag %s", test, row.id()).anyMatch(method -> tagged(method, row.ids()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCodeOnThePageIsOneOfOurs(Row row) {
        var ours = new TreeSet<>(Stream.of(Code.values()).map(Code::name).toList());
        assertThat(ours).containsAll(row.codes());
    }

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

    /** On the method, or on its class. */
    private static boolean tagged(Method method, Set<String> rows) {
        return Stream.of(method, method.getDeclaringClass())
                .flatMap(place -> AnnotationSupport.findRepeatableAnnotations(place, Tag.class).stream())
                .anyMatch(tag -> rows.contains(tag.value()));
    }

    /** What the first group that took part has, in every test but this one. */
    private static Set<String> found(Pattern pattern) throws IOException {
        try (var files = Files.walk(TESTS)) {
            var sources = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("RowsTest.java"))
                    .toList();
            var found = new TreeSet<String>();
            for (var source : sources) {
                var hits = pattern.matcher(Files.readString(source));
                while (hits.find()) found.add(hits.group(1) == null ? hits.group(2) : hits.group(1));
            }
            return found;
        }
    }

    /** The rows of the law's page. */
    private static Set<String> law() throws IOException {
        var cells = Pattern.compile("(?m)^\\| (" + ID + "[^|]*) \\|").matcher(Files.readString(LAW));
        return cells.results().flatMap(cell -> ids(cell.group(1)).stream()).collect(Collectors.toSet());
    }

    /** The rows of a cell: {@code N-5}, {@code P-1, P-2} or {@code PI-28 to PI-30}. */
    private static Set<String> ids(String cell) {
        var ids = new TreeSet<String>();
        for (String part : cell.strip().split(", ")) {
            var ends = part.split(" to ");
            ids.addAll(List.of(ends));
            if (ends.length == 2) {
                var kind = ends[0].substring(0, ends[0].indexOf('-') + 1);
                int last = Integer.parseInt(ends[1].substring(kind.length()));
                for (int row = Integer.parseInt(ends[0].substring(kind.length())); row < last; row++)
                    ids.add(kind + row);
            }
        }
        return ids;
    }

    /**
     * A line of the table.
     *
     * @param tests class and method, with a dot between
     */
    record Row(String id, List<String> codes, List<String> tests) {
        Set<String> ids() {
            return RowsTest.ids(id);
        }

        static Row of(MatchResult line) {
            var codes = CODE.matcher(line.group(2)).results().map(code -> code.group(1));
            return new Row(
                    line.group(1).strip(),
                    codes.toList(),
                    List.of(line.group(3).strip().split(", ")));
        }
    }
}
