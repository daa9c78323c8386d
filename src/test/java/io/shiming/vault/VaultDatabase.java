package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.boot.MigrationFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with the project's roles and migrations, one for all tests of this package. */
final class VaultDatabase {
    private static final String NAME = "vault";
    private static final EmbeddedPostgres SERVER = start();

    private VaultDatabase() {}

    /** Connections as one of the roles of roles.sql. */
    static DataSource as(String role) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {SERVER.getPort()});
        source.setDatabaseName(NAME);
        source.setUser(role);
        return source;
    }

    /** Executes a statement as the role, in a transaction of the operator. */
    static void execute(String role, int operator, String sql) throws SQLException {
        try (var connection = as(role).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL shiming.operator = '" + operator + "'");
            statement.execute(sql);
            connection.commit();
        }
    }

    /** The first column of the first row, as the role and the operator. */
    static String ask(String role, int operator, String sql) throws SQLException {
        try (var connection = as(role).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL shiming.operator = '" + operator + "'");
            return first(connection, sql);
        }
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Stores a person's key as a registration does. */
    static void store(int operator, long person, WrappedPersonKey key) throws SQLException {
        try (var connection = as("shiming_service").getConnection();
                var operatorSet = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO keyring.person_key (person_id, operator_id,"
                        + " operator_key_version, wrapped, commit_key) VALUES (?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            operatorSet.execute("SET LOCAL shiming.operator = '" + operator + "'");
            insert.setLong(1, person);
            insert.setInt(2, operator);
            insert.setInt(3, key.operatorKeyVersion());
            insert.setBytes(4, key.wrapped());
            insert.setBytes(5, key.commitmentKey());
            insert.executeUpdate();
            connection.commit();
        }
    }

    /** A person's key as a lookup reads it. */
    static WrappedPersonKey read(int operator, long person) throws SQLException {
        try (var connection = as("shiming_service").getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL shiming.operator = '" + operator + "'");
            try (var row = statement.executeQuery("SELECT wrapped, operator_key_version, commit_key FROM"
                    + " keyring.person_key WHERE person_id = " + person)) {
                row.next();
                return WrappedPersonKey.of(row.getBytes(1), row.getInt(2), row.getBytes(3));
            }
        }
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("full_page_writes", "off")
                    .start();
            try (var superuser = server.getPostgresDatabase().getConnection();
                    var statement = superuser.createStatement();
                    var roles = VaultDatabase.class.getResourceAsStream("/db/roles.sql")) {
                statement.execute(
                        new String(java.util.Objects.requireNonNull(roles).readAllBytes(), UTF_8));
                statement.execute("CREATE DATABASE " + NAME + " OWNER shiming_owner");
            }
            Flyway.configure()
                    .dataSource(server.getDatabase("shiming_owner", NAME))
                    .locations("classpath:db/migration", "classpath:db/function")
                    .placeholders(MigrationFiles.placeholders())
                    .load()
                    .migrate();
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
    }
}
