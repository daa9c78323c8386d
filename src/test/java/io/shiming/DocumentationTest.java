package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page names is there: links, files, packages, and the glossary's spellings. */
class DocumentationTest {
    private static final Path MAIN = Path.of("src/main/java/io/shiming");
    private static final int LINES_OF_THE_README = 150;

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)\\s]*)?\\)");
    private static final Pattern FILE = Pattern.compile("\\b((?:src|deploy|\\.github|\\.ci)/[\\w./-]*\\w)");
    private static final Pattern PAGE = Pattern.compile("(?<![\\w./-])([a-z][a-z-]*\\.md)\\b");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.(\\w+))?(?:\\(\\))?`");
    private static final Pattern SPELLING = Pattern.compile("`([^`]+)`");

    static Stream<Path> pages() throws IOException {
        return Stream.of(
                        Stream.of(Path.of("README.md"), Path.of("deploy/README.md")),
                        walk(Path.of(".github"), ".md"),
                        walk(Path.of("src/docs"), ".md"))
                .flatMap(paths -> paths);
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(LINES_OF_THE_README);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfAPageLeadsSomewhere(Path page) {
        var here = page.toAbsolutePath().getParent();
        for (String target : found(LINK, read(page))) {
            assertThat(here.resolve(target).normalize())
                    .as(page + " links to " + target)
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatAPageNamesIsThere(Path page) {
        for (String file : found(FILE, read(page))) {
            assertThat(Path.of(file)).as(page.toString()).exists();
        }
    }

    /** Pages that speak of the code as it is; decisions name what there was when they were made. */
    static Stream<Path> pagesAboutCode() throws IOException {
        var pages = Stream.of(
                        "architecture",
                        "auditing",
                        "configuration",
                        "glossary",
                        "operations",
                        "regulation",
                        "walkthrough")
                .map(page -> Path.of("src/docs", page + ".md"));
        return Stream.of(Stream.of(Path.of("README.md")), pages, walk(Path.of("src/docs/howto"), ".md"))
                .flatMap(paths -> paths);
    }

    @ParameterizedTest
    @MethodSource("pagesAboutCode")
    void everyTypeAndMethodThatAPageNamesIsThere(Path page) throws IOException {
        var code = Stream.concat(walk(Path.of("src/main/java"), ".java"), walk(Path.of("src/test/java"), ".java"))
                .toList();
        for (var named : TYPE.matcher(read(page)).results().toList()) {
            var source = code.stream()
                    .filter(file -> file.getFileName().toString().equals(named.group(1) + ".java"))
                    .findFirst();
            assertThat(source).as(page + " names " + named.group(1)).isPresent();
            if (named.group(2) != null) {
                assertThat(read(source.get())).as(page.toString()).contains(" " + named.group(2) + "(");
            }
        }
    }

    @Test
    void everyPageThatIsCitedIsInTheRepository() throws IOException {
        var known = pages().map(page -> page.getFileName().toString()).collect(Collectors.toSet());
        for (Path file : (Iterable<Path>) sources()::iterator) {
            assertThat(known).as(file.toString()).containsAll(found(PAGE, read(file)));
        }
    }

    @Test
    void everyDecisionHasANumberAStatusAndADate() throws IOException {
        var decisions = walk(Path.of("src/docs/decisions"), ".md").toList();
        assertThat(decisions).hasSizeGreaterThan(30).allSatisfy(page -> assertThat(read(page))
                .as(page.toString())
                .containsPattern("\\A# " + page.getFileName().toString().substring(0, 3)
                        + " .+\n\n(Accepted|Superseded by \\d{3}), \\d{4}-\\d\\d-\\d\\d\\."));
    }

    @Test
    void theArchitectureHasEveryPackage() throws IOException {
        var rows = found(Pattern.compile("(?m)^\\| `([a-z0-9.]+)` \\|"), read(Path.of("src/docs/architecture.md")));
        var packages = walk(MAIN, "package-info.java")
                .map(file -> MAIN.relativize(file.getParent()).toString().replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).hasSizeGreaterThan(20);
        assertThat(rows).containsAll(packages);
    }

    @Test
    void everyFunctionThatJavaCallsIsInTheTablesOfHotAndColdPaths() throws IOException {
        var page = read(Path.of("src/docs/decisions/091-hot-and-cold-paths.md"));
        var rows = Arrays.stream(page.split("\n"))
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ")[line.startsWith("| `") ? 0 : 1])
                .collect(Collectors.joining("\n"));
        var sql = walk(Path.of("src/main/resources/db/function"), ".sql")
                .map(DocumentationTest::read)
                .collect(Collectors.joining("\n"));
        var java = walk(MAIN, ".java").map(DocumentationTest::read).collect(Collectors.joining("\n"));
        var called = found(Pattern.compile("\"(registry\\.[a-z_]+)\""), java);
        called.retainAll(found(Pattern.compile("FUNCTION (registry\\.[a-z_]+)\\("), sql));
        assertThat(called).hasSizeGreaterThan(50);
        assertThat(found(Pattern.compile("`(registry\\.[a-z_]+)`"), rows)).isEqualTo(called);
    }

    @Test
    void everySpellingOfTheGlossaryIsInTheCode() throws IOException {
        var page = read(Path.of("src/docs/glossary.md"));
        var rows = Arrays.stream(page.substring(0, page.indexOf("## Not used")).split("\n"))
                .filter(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n"));
        var code = walk(Path.of("src/main"), "").map(DocumentationTest::read).collect(Collectors.joining("\n"));
        var spellings = found(SPELLING, rows);
        spellings.removeIf(spelling -> spelling.contains("/")); // a file or a route
        assertThat(spellings).hasSizeGreaterThan(100);
        assertThat(spellings.stream().filter(spelling -> !code.contains(spelling)))
                .isEmpty();
    }

    /** Pages and code. */
    private static Stream<Path> sources() throws IOException {
        return Stream.of(pages(), walk(Path.of("src/main"), ""), walk(Path.of("src/test/java"), ".java"))
                .flatMap(paths -> paths);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> walk(Path below, String ending) throws IOException {
        try (var files = Files.walk(below)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            return all.stream();
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
