package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.shiming.trial.TrialDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's PostgreSQL, which has what the trial's has not: pg_dump and streaming replication. A test that needs it is skipped
 * where it is not installed (package postgresql-15).
 */
public final class DebianPostgres implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path home;
    private final int port = PackagedService.freePort();
    private final Process primary;
    private @Nullable Process standby;

    private DebianPostgres(Path home) throws IOException, InterruptedException {
        this.home = home;
        run("initdb", "-D", home.resolve("primary").toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        primary = server("primary", port);
        await().atMost(30, SECONDS).ignoreExceptions().until(() -> {
            superuser("postgres").close();
            return true;
        });
    }

    /** A server with the service's roles and an empty database; skips the test where the programs are missing. */
    public static DebianPostgres start() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAMS.resolve("postgres")), "NOT TESTED: the package postgresql-15 is missing");
        Path home = Files.createTempDirectory("shiming-debian");
        if (ROOT) plain("chown", "postgres:", home.toString());
        var server = new DebianPostgres(home);
        try (var superuser = server.superuser("postgres");
                var statement = superuser.createStatement()) {
            statement.execute(script("/db/roles.sql"));
            statement.execute("CREATE DATABASE shiming OWNER shiming_owner");
        }
        return server;
    }

    /** Adds a standby that every commit waits for. */
    public void addStandby() throws Exception {
        run(
                "pg_basebackup",
                "-D",
                home.resolve("standby").toString(),
                "-d",
                "host=127.0.0.1 port=" + port + " user=postgres application_name=standby",
                "-X",
                "stream",
                "-c",
                "fast",
                "-R");
        standby = server("standby", PackagedService.freePort());
        execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        execute("SELECT pg_reload_conf()");
        await().atMost(30, SECONDS).until(() -> "sync".equals(text("SELECT max(sync_state) FROM pg_stat_replication")));
    }

    /** The standby stands still, as one that has lost its disk or its machine. */
    public void freezeStandby() throws Exception {
        signalStandby("-STOP");
    }

    public void thawStandby() throws Exception {
        signalStandby("-CONT");
    }

    private void signalStandby(String signal) throws Exception {
        var process = Objects.requireNonNull(standby).toHandle();
        var family = Stream.concat(Stream.of(process), process.descendants())
                .map(each -> Long.toString(each.pid()))
                .toList();
        plain(Stream.concat(Stream.of("kill", signal), family.stream()).toArray(String[]::new));
    }

    /** The settings of an instance that stands on this server. */
    public Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        for (String pool : List.of("jdbc.", "sequencer.jdbc.", "keyring.jdbc.")) {
            settings.put("quarkus.datasource." + pool + "url", url("shiming"));
        }
        settings.put("quarkus.flyway.jdbc-url", url("shiming"));
        return settings;
    }

    /** The demo's operators, dealers and notices, once the service has migrated. */
    public void furnish() throws SQLException, IOException {
        execute(script("/db/demo.sql"));
    }

    /** A dump by the role for backups; its output waits until it is read. */
    public Process dump() throws IOException {
        return new ProcessBuilder(command(
                        "pg_dump", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "shiming_backup", "shiming"))
                .redirectError(home.resolve("dump.log").toFile())
                .start();
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "");
    }

    public void execute(String sql) throws SQLException {
        try (var superuser = superuser("shiming");
                var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Nullable
    public String text(String sql) throws SQLException {
        try (var superuser = superuser("shiming");
                var statement = superuser.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private Process server(String name, int at) throws IOException {
        return new ProcessBuilder(command(
                        "postgres",
                        "-D",
                        home.resolve(name).toString(),
                        "-p",
                        Integer.toString(at),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "wal_receiver_status_interval=1s"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile())
                .start();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        plain(command(program, arguments).toArray(String[]::new));
    }

    /** PostgreSQL does not run as root. */
    private static List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (ROOT) command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void plain(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("shiming", ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) throw new IllegalStateException(command[0] + ": " + Files.readString(said));
        Files.delete(said);
    }

    private static String script(String resource) throws IOException {
        try (var script = TrialDatabase.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws Exception {
        if (standby != null) {
            thawStandby();
            end(standby);
        }
        end(primary);
        try (var files = Files.walk(home)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        } catch (IOException | UncheckedIOException left) {
            Files.writeString(home.resolve("left-behind"), left.toString(), StandardOpenOption.CREATE);
        }
    }

    private static void end(Process server) throws Exception {
        plain("kill", "-QUIT", Long.toString(server.pid())); // at once, its children too
        server.waitFor();
    }
}
