package io.shiming.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does to a database that this release, an older one or a newer one has migrated. */
class SchemaTest {
    private static final String ROWS = "SELECT count(*) FROM flyway_schema_history";
    private static final String ANSWER = "SELECT registry.probe()";

    private static EmbeddedPostgres server;

    @TempDir
    static Path older;

    @TempDir
    static Path newer;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().start();
        run(server.getPostgresDatabase(), resource("/db/roles.sql"));
        run(server.getPostgresDatabase(), "CREATE DATABASE shiming OWNER shiming_owner");
        write(older, 1);
        write(newer, 2);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    @Tag("case-E4")
    void anOlderReleaseNeverRunsItsFunctionsOverANewerOnes() throws Exception {
        // Given
        start("1.9.0", older);
        assertThat(value(ANSWER)).isEqualTo("1");
        // When: the same release starts again
        var rows = value(ROWS);
        start("1.9.0", older);
        // Then
        assertThat(value(ROWS)).isEqualTo(rows);
        // When: a newer release starts that differs in a function and in nothing else
        start("1.10.0", newer);
        // Then
        assertThat(value(ANSWER)).isEqualTo("2");
        assertThat(value("SELECT number FROM registry.release")).isEqualTo("1.10.0");
        // When: the older one starts beside it
        rows = value(ROWS);
        start("1.9.0", older);
        // Then
        assertThat(value(ANSWER)).isEqualTo("2");
        assertThat(value(ROWS)).isEqualTo(rows);
        assertThat(value("SELECT number FROM registry.release")).isEqualTo("1.10.0");
    }

    @Test
    void aDatabaseOfAnotherBuildIsRefusedAndLeftAsItIs() throws Exception {
        // Given: one of the files was another
        run(server.getPostgresDatabase(), "CREATE DATABASE earlier OWNER shiming_owner");
        var earlier = server.getDatabase("shiming_owner", "earlier");
        start("1.9.0", older, earlier);
        run(earlier, "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '050'");
        var rows = value(ROWS, earlier);
        // When
        assertThatThrownBy(() -> start("1.10.0", newer, earlier))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tables of another build")
                .hasMessageContaining("nothing in it was changed")
                .hasMessageNotContaining("\n");
        // Then
        assertThat(value(ANSWER, earlier)).isEqualTo("1");
        assertThat(value(ROWS, earlier)).isEqualTo(rows);
        assertThat(value("SELECT number FROM registry.release", earlier)).isEqualTo("1.9.0");
    }

    @Test
    void theReleaseOfTheSchemaIsThatOfTheBuild() throws IOException {
        var build = Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(Release.present().number()).hasToString(build.replace("-SNAPSHOT", ""));
    }

    private static void start(String release, Path functions) throws SQLException {
        start(release, functions, owner());
    }

    private static void start(String release, Path functions, DataSource owner) throws SQLException {
        var files = new FluentConfiguration()
                .dataSource(owner)
                .locations("classpath:db/migration", "classpath:db/function", "filesystem:" + functions);
        try (var turn = owner.getConnection()) {
            new Schema(files, new Release(Version.parse(release))).migrate(turn);
        }
    }

    private static void write(Path directory, int answer) throws IOException {
        Files.writeString(
                directory.resolve("R__probe.sql"),
                "CREATE OR REPLACE FUNCTION registry.probe() RETURNS integer LANGUAGE sql RETURN " + answer + ";\n");
    }

    private static DataSource owner() {
        return server.getDatabase("shiming_owner", "shiming");
    }

    private static void run(DataSource as, String sql) throws SQLException {
        try (var connection = as.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String query) throws SQLException {
        return value(query, owner());
    }

    private static String value(String query, DataSource owner) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String resource(String path) throws IOException {
        try (var in = SchemaTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
