package io.shiming;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code src/docs/configuration.md} lists each setting that the code reads, with the default that the code has. */
class ConfigurationPageTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(shiming\\.[^`]+)` \\| `?([^|`]+)`? \\| [^|]+ \\|$");
    private static final Pattern SCHEDULED = Pattern.compile("\"\\$\\{(shiming\\.[a-z.-]+):([^}\"]+)}\"");
    private static final Pattern INJECTED =
            Pattern.compile("@ConfigProperty\\(name = \"(shiming\\.[a-z.-]+)\"(?:, defaultValue = \"([^\"]*)\")?\\)");
    private static final String REQUIRED = "–";
    private static final String ABSENT = "none";

    @Test
    void thePageHasEverySettingOfTheCodeWithItsDefault() throws IOException {
        assertThat(ofThePage()).isEqualTo(ofTheCode());
    }

    /** Keys by setting; a setting that the page has twice fails here. */
    private static Map<String, String> ofThePage() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/docs/configuration.md")))
                .results()
                .collect(toMap(
                        row -> row.group(1),
                        row -> row.group(2).strip(),
                        (one, other) -> one + " and " + other,
                        TreeMap::new));
    }

    private static Map<String, String> ofTheCode() throws IOException {
        var settings = new TreeMap<String, String>();
        for (String source : sources()) {
            found(INJECTED, source).forEach(hit -> settings.putIfAbsent(hit.group(1), defaultOf(hit)));
            found(SCHEDULED, source).forEach(hit -> settings.put(hit.group(1), hit.group(2)));
        }
        for (Class<?> mapping : mappings()) {
            add(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, settings);
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("shiming."))
                .forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static Stream<MatchResult> found(Pattern pattern, String source) {
        return pattern.matcher(source).results();
    }

    private static String defaultOf(MatchResult injected) {
        return Optional.ofNullable(injected.group(2)).orElse(ABSENT);
    }

    /** The interfaces with {@code @ConfigMapping}, wherever they lie, also within another type. */
    private static List<Class<?>> mappings() throws IOException {
        try (var files = Files.walk(MAIN)) {
            List<Class<?>> mappings = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> read(file).contains("@ConfigMapping("))
                    .map(ConfigurationPageTest::type)
                    .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .<Class<?>>map(type -> type)
                    .toList();
            assertThat(mappings).hasSizeGreaterThan(10);
            return mappings;
        }
    }

    private static void add(String prefix, Class<?> mapping, Map<String, String> settings) {
        for (Method method : mapping.getDeclaredMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue; // a coverage tool adds methods of its own
            }
            String key = prefix + "." + kebab(method.getName());
            var group = groupIn(method.getGenericReturnType());
            if (group.isEmpty()) {
                settings.put(key, defaultOf(method));
            } else {
                boolean named = Map.class.isAssignableFrom(method.getReturnType());
                add(named ? key + ".<name>" : key, group.get(), settings);
            }
        }
    }

    /** The interface whose settings lie below this one: the type itself, or the value of a map. */
    private static Optional<Class<?>> groupIn(Type type) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return groupIn(map.getActualTypeArguments()[1]);
        }
        return type instanceof Class<?> plain
                        && plain.isInterface()
                        && plain.getName().startsWith("io.shiming.")
                ? Optional.of(plain)
                : Optional.empty();
    }

    private static String defaultOf(Method method) {
        var given = method.getAnnotation(WithDefault.class);
        if (given != null) {
            return given.value();
        }
        var type = method.getReturnType();
        return type == Optional.class || type == OptionalInt.class ? ABSENT : REQUIRED;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Class<?> type(Path file) {
        String path = MAIN.relativize(file).toString();
        try {
            String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
            return Class.forName(name, false, ConfigurationPageTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ConfigurationPageTest::read)
                    .toList();
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
