package io.shiming.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** Creates the roles and the database of the service, as an administrator would; safe to repeat. */
final class DatabaseRoles {
    static final String SUPERUSER = "postgres";
    static final String DATABASE = "shiming";
    static final String OWNER = "shiming_owner";
    static final List<String> ALL = List.of(
            OWNER, "shiming_service", "shiming_sequencer", "shiming_keyring", "shiming_inspector", "shiming_backup");

    private DatabaseRoles() {}

    static void prepare(Connection superuser, Secrets secrets) throws SQLException, IOException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(script());
            // The driver computes the SCRAM verifier, so that no password is sent to the server or its log.
            for (String role : ALL) {
                superuser
                        .unwrap(PGConnection.class)
                        .alterUserPassword(role, secrets.password(role).toCharArray(), "scram-sha-256");
            }
            createDatabase(statement);
        }
    }

    private static void createDatabase(Statement statement) throws SQLException {
        try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (found.next()) {
                return;
            }
        }
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
    }

    private static String script() throws IOException {
        try (InputStream script = DatabaseRoles.class.getResourceAsStream("/db/roles.sql")) {
            if (script == null) {
                throw new IllegalStateException("db/roles.sql is not in this build");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
