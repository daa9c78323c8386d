package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialDatabaseTest {
    private final Path directory;

    TrialDatabaseTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void acknowledgedDataSurvivesAnOrderlyRestart() throws Exception {
        // Given
        try (var first = start()) {
            run(first, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (42)");
        }
        // When
        try (var second = start()) {
            // Then
            assertThat(ask(second, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsAdoptedAndThenStopped() throws Exception {
        // Given: a killed process leaves a running server, and no process closes it
        var abandoned = start();
        run(abandoned, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (42)");
        // When
        var adopting = start();
        // Then
        assertThat(adopting.pid()).isEqualTo(abandoned.pid());
        assertThat(ask(adopting, "SELECT n FROM kept")).isEqualTo("42");
        adopting.close();
        assertThat(Postmaster.of(directory.resolve("postgres"))).isEmpty();
        abandoned.close();
    }

    @Test
    void acknowledgedDataSurvivesAKilledServer() throws Exception {
        // Given
        var killed = start();
        run(killed, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (42)");
        kill(killed.pid());
        killed.close();
        // When
        try (var again = start()) {
            // Then
            assertThat(again.pid()).isNotEqualTo(killed.pid());
            assertThat(ask(again, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerThatIsKilledUnderARunningTrialIsBroughtBack() throws Exception {
        try (var database = start()) {
            // Given
            run(database, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (42)");
            String address = database.jdbcUrl();
            long killed = database.pid();
            database.watch();
            // When
            kill(killed);
            // Then
            await().atMost(60, TimeUnit.SECONDS).until(() -> database.pid() != killed); // it answers a little before
            await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> ask(database, "SELECT n FROM kept")
                    .equals("42"));
            assertThat(database.jdbcUrl()).isEqualTo(address);
        }
        assertThat(Postmaster.of(directory.resolve("postgres"))).isEmpty();
    }

    @Test
    void aServerWhoseDataIsGoneIsNotReplacedByAnEmptyOne() throws Exception {
        try (var database = start()) {
            database.watch();
            Files.delete(directory.resolve("postgres/shiming.complete"));
            kill(database.pid());
            await().during(2, TimeUnit.SECONDS).atMost(10, TimeUnit.SECONDS).until(() -> !ProcessHandle.of(
                            database.pid())
                    .map(ProcessHandle::isAlive)
                    .orElse(false));
            assertThat(directory.resolve("postgres/PG_VERSION")).exists();
            assertThatThrownBy(database::superuser).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aFirstStartThatWasCutOffIsBegunAgain() throws Exception {
        // Given: initdb was killed after it had written its settings, before it was complete
        Path data = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(data.resolve("postgresql.conf"), "# half");
        // When
        try (var database = start()) {
            // Then
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aProcessIdTakenByAnotherProgramDoesNotStopTheStart() throws Exception {
        // Given
        start().close();
        long stranger = ProcessHandle.current().pid();
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"),
                stranger + "\n" + directory.resolve("postgres") + "\n1\n1\n\n127.0.0.1\n");
        // When
        try (var database = start()) {
            // Then
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aThrowAwayDatabaseLeavesNothing() throws Exception {
        var settings = TrialDatabaseSettings.throwAway();
        var database = TrialDatabase.start(settings);
        assertThat(ask(database, "SHOW fsync")).isEqualTo("off");
        database.close();
        assertThat(settings.directory()).doesNotExist();
    }

    private TrialDatabase start() {
        return TrialDatabase.start(TrialDatabaseSettings.keptIn(directory).withSharedBinaries());
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void run(TrialDatabase database, String... statements) throws SQLException {
        try (var session = database.as("shiming_owner");
                var statement = session.createStatement()) {
            statement.execute("SET ROLE shiming_owner");
            statement.execute("CREATE SCHEMA IF NOT EXISTS mine");
            statement.execute("SET search_path = mine");
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String ask(TrialDatabase database, String query) throws SQLException {
        try (var session = database.superuser();
                var statement = session.createStatement()) {
            statement.execute("SET search_path = mine, public");
            try (var answer = statement.executeQuery(query)) {
                assertThat(answer.next()).isTrue();
                return answer.getString(1);
            }
        }
    }
}
