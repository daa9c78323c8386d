package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The jar under test as a next release would be: a higher number, one migration more, and functions that differ. */
public final class NewerRelease {

    private NewerRelease() {}

    /** Made in this directory; the path of what is run. */
    public static Path in(Path directory) throws IOException {
        Path present = Objects.requireNonNull(
                Path.of(System.getProperty("shiming.jar")).toAbsolutePath().getParent());
        copy(present, directory);
        try (var apps = Files.list(directory.resolve("app"))) {
            extend(apps.filter(each -> each.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow());
        }
        return directory.resolve("quarkus-run.jar");
    }

    private static void extend(Path app) throws IOException {
        try (var jar = FileSystems.newFileSystem(app, Map.of())) {
            Files.writeString(jar.getPath("db/migration/V900__newer.sql"), """
                    CREATE TABLE registry.newer (operator_id smallint NOT NULL, id bigint PRIMARY KEY);
                    """, UTF_8);
            Files.writeString(jar.getPath("db/release.txt"), "900.0.0\n", UTF_8);
            add(jar.getPath("db/function/R__table_policies.sql"), """
                    CALL registry.secure_rows('registry.newer', 'own_operator',
                      'TO shiming_service USING (operator_id = registry.current_operator())');
                    """);
            add(jar.getPath("db/function/R__table_privileges.sql"), """
                    GRANT SELECT ON registry.newer TO shiming_service;
                    """);
        }
    }

    private static void add(Path file, String more) throws IOException {
        Files.writeString(file, Files.readString(file) + more, UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        Path libraries = from.resolve("lib");
        try (var files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (each.equals(libraries)) {
                    Files.createSymbolicLink(copy, each);
                } else if (each.startsWith(libraries)) {
                    continue;
                } else if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
    }
}
