package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.boot.MigrationFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with our roles and tables; each test gets a database of its own. */
public final class AuditDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final int port;
    private final String name;

    private AuditDatabase(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** The server that all tests of a process share; a process that is given an address starts none. */
    private static final class Server {
        static final EmbeddedPostgres SHARED = start();
    }

    public static AuditDatabase fresh() throws SQLException {
        var name = "audit_" + COUNT.incrementAndGet();
        execute(
                Server.SHARED.getPostgresDatabase(),
                "CREATE DATABASE " + name + " TEMPLATE migrated OWNER shiming_owner");
        return new AuditDatabase(Server.SHARED.getPort(), name);
    }

    /** This database as it is now, as a backup would bring it back. */
    AuditDatabase copy() throws SQLException {
        var other = "audit_" + COUNT.incrementAndGet();
        execute(
                Server.SHARED.getPostgresDatabase(),
                "CREATE DATABASE " + other + " TEMPLATE " + name + " OWNER shiming_owner");
        return new AuditDatabase(port, other);
    }

    /** For another process. */
    String address() {
        return port + "/" + name;
    }

    static AuditDatabase at(String address) {
        var parts = address.split("/", 2);
        return new AuditDatabase(Integer.parseInt(parts[0]), parts[1]);
    }

    DataSource owner() {
        return as(name, "shiming_owner");
    }

    public DataSource service() {
        return as(name, "shiming_service");
    }

    DataSource sequencer() {
        return as(name, "shiming_sequencer");
    }

    DataSource inspector() {
        return as(name, "shiming_inspector");
    }

    DataSource keyring() {
        return as(name, "shiming_keyring");
    }

    /** The insider with every right. */
    public DataSource superuser() {
        return as(name, "postgres");
    }

    /** A connection in a transaction that was opened for this operator. */
    public static Connection forOperator(DataSource role, int operator) throws SQLException {
        var connection = role.getConnection();
        connection.setAutoCommit(false);
        try (var set = connection.prepareStatement("SELECT set_config('shiming.operator', ?, true)")) {
            set.setString(1, Integer.toString(operator));
            set.execute();
        }
        return connection;
    }

    public static void execute(DataSource role, String... statements) throws SQLException {
        try (var connection = role.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) statement.execute(sql);
        }
    }

    /** The only value that the query answers. */
    static long count(DataSource role, String query) throws SQLException {
        try (var connection = role.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private DataSource as(String database, String role) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        return source;
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            execute(server.getPostgresDatabase(), resource("/db/roles.sql"));
            execute(server.getPostgresDatabase(), "CREATE DATABASE migrated OWNER shiming_owner");
            var owner = new PGSimpleDataSource();
            owner.setServerNames(new String[] {"localhost"});
            owner.setPortNumbers(new int[] {server.getPort()});
            owner.setDatabaseName("migrated");
            owner.setUser("shiming_owner");
            Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:db/migration", "classpath:db/function")
                    .placeholders(MigrationFiles.placeholders())
                    .load()
                    .migrate();
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no PostgreSQL to test with", e);
        }
    }

    private static String resource(String path) throws IOException {
        try (var in = AuditDatabase.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
