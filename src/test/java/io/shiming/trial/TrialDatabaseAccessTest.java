package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into a trial's database and how it is set; one server for all tests. */
class TrialDatabaseAccessTest {
    @TempDir
    static Path directory;

    private static TrialDatabase database;

    @BeforeAll
    static void start() {
        database = TrialDatabase.start(TrialDatabaseSettings.keptIn(directory).withSharedBinaries());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void connectionWithoutThePasswordIsRefused() {
        for (String role : List.of("postgres", "shiming_owner", "shiming_service")) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), role, ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), role, "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aKeptDatabaseIsDurableAndListensOnLoopbackOnly() throws Exception {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("SHOW unix_socket_directories")).isEmpty();
        assertThat(ask("SHOW server_version")).startsWith("17.");
    }

    @Test
    void everyRoleOfTheServiceGetsInWithItsOwnPassword() throws Exception {
        for (String role : DatabaseRoles.ALL) {
            try (Connection session = database.as(role)) {
                assertThat(session.isValid(5)).isTrue();
            }
        }
        assertThat(DatabaseRoles.ALL.stream().map(database::password)).doesNotHaveDuplicates();
        assertThat(ask("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'shiming'"))
                .isEqualTo("shiming_owner");
    }

    @Test
    void passwordsAreReadableByTheirOwnerOnly() throws Exception {
        assertThat(database.password("shiming_service")).hasSizeGreaterThanOrEqualTo(32);
        Path file = directory.resolve("passwords.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("initdb.password")).doesNotExist();
    }

    @Test
    void theServiceNeverConnectsAsOwnerOrSuperuser() {
        assertThat(database.settings())
                .containsEntry("quarkus.datasource.username", "shiming_service")
                .containsEntry("quarkus.datasource.sequencer.username", "shiming_sequencer")
                .containsEntry("quarkus.datasource.keyring.username", "shiming_keyring")
                .containsEntry("quarkus.flyway.username", "shiming_owner")
                .doesNotContainValue("postgres");
    }

    private static String ask(String query) throws SQLException {
        try (var session = database.superuser();
                var statement = session.createStatement();
                var answer = statement.executeQuery(query)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }
}
