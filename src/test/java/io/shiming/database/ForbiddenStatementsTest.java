package io.shiming.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each database role, signed in with its own password, tries what none of them may. */
@QuarkusTest
@DisplayName("P8: forty forbidden statements")
class ForbiddenStatementsTest {
    private static final List<String> FORBIDDEN = List.of(
            "CREATE TABLE registry.mine (n int)",
            "CREATE TABLE audit.mine (n int)",
            "CREATE TABLE public.mine (n int)",
            "CREATE SCHEMA mine",
            "CREATE FUNCTION registry.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE VIEW registry.mine AS SELECT 1",
            "CREATE EXTENSION dblink",
            "CREATE ROLE mine",
            "CREATE DATABASE mine",
            "CREATE PUBLICATION mine FOR ALL TABLES",
            "ALTER ROLE CURRENT_USER BYPASSRLS",
            "ALTER ROLE CURRENT_USER SUPERUSER",
            "ALTER ROLE shiming_owner PASSWORD 'x'",
            "ALTER TABLE registry.person DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE registry.person NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE registry.person OWNER TO CURRENT_USER",
            "ALTER TABLE registry.registration DROP CONSTRAINT line_is_verified",
            "ALTER TABLE audit.entry DISABLE TRIGGER only_grows",
            "ALTER TABLE audit.entry ADD COLUMN mine int",
            "ALTER POLICY own_operator ON registry.person USING (true)",
            "ALTER FUNCTION registry.current_operator() OWNER TO CURRENT_USER",
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET log_statement = 'all'",
            "ALTER DATABASE shiming SET row_security = off",
            "CREATE POLICY mine ON registry.person USING (true)",
            "DROP POLICY own_operator ON registry.person",
            "DROP TRIGGER only_grows ON audit.entry",
            "DROP TABLE registry.person",
            "DROP TABLE audit.entry",
            "DROP SCHEMA keyring CASCADE",
            "TRUNCATE audit.entry",
            "TRUNCATE registry.person CASCADE",
            "DELETE FROM audit.entry",
            "UPDATE audit.entry SET bytes = bytes",
            "DELETE FROM audit.leaf",
            "UPDATE audit.leaf SET leaf_hash = leaf_hash",
            "DELETE FROM registry.person",
            "DELETE FROM registry.registration",
            "DELETE FROM registry.corrected_identity",
            "UPDATE registry.corrected_identity SET sealed = sealed",
            "UPDATE registry.registration SET sealed = sealed",
            "UPDATE registry.evidence SET sealed = sealed",
            "UPDATE registry.verification SET result = result",
            "UPDATE registry.registration SET verification_result = verification_result",
            "UPDATE registry.registration SET opened_at = opened_at",
            "UPDATE registry.service_line SET status = status",
            "UPDATE registry.lookup_quota SET holder = holder",
            "DELETE FROM registry.lookup_quota",
            "DELETE FROM registry.access_alarm",
            "UPDATE registry.access_alarm SET kind = kind",
            "UPDATE registry.lawful_case SET max_uses = 1000",
            "UPDATE registry.break_glass SET opened_at = now()",
            "DELETE FROM registry.break_glass_use",
            "UPDATE registry.break_glass_use SET case_ref = case_ref",
            "UPDATE registry.reviewer_use SET request_digest = request_digest",
            "UPDATE registry.bulk_order SET terms = ''",
            "UPDATE registry.bulk_order SET most = 1000000, expires_at = 'infinity'",
            "UPDATE registry.bulk_order SET ordered_by = 'x', ordered_unit = 'x'",
            "DELETE FROM registry.bulk_order",
            "UPDATE registry.decoy_mark SET mark = mark",
            "DELETE FROM registry.decoy_mark",
            "ALTER DEFAULT PRIVILEGES FOR ROLE shiming_owner GRANT SELECT ON TABLES TO PUBLIC",
            "GRANT shiming_owner TO CURRENT_USER",
            "SET ROLE shiming_owner",
            "SET ROLE postgres",
            "SET SESSION AUTHORIZATION postgres",
            "SET session_replication_role = replica",
            "SET row_security = off; SELECT * FROM audit.entry; SELECT * FROM registry.person",
            "COPY audit.entry TO PROGRAM 'cat'",
            "COPY audit.entry TO '/tmp/entries'",
            "SELECT pg_read_file('PG_VERSION')",
            "SELECT pg_ls_dir('.')",
            "SELECT lo_import('/etc/hostname')",
            "SELECT * FROM pg_authid",
            "SELECT pg_terminate_backend(pg_backend_pid()) FROM pg_authid",
            "DO LANGUAGE plperlu 'open(F, \">/tmp/x\")'");

    @ConfigProperty(name = "shiming.test.superuser.url")
    String url;

    @ConfigProperty(name = "shiming.test.passwords.shiming_service")
    String service;

    @ConfigProperty(name = "shiming.test.passwords.shiming_sequencer")
    String sequencer;

    @ConfigProperty(name = "shiming.test.passwords.shiming_keyring")
    String keyring;

    @ConfigProperty(name = "shiming.test.passwords.shiming_inspector")
    String inspector;

    @ParameterizedTest
    @ValueSource(strings = {"shiming_service", "shiming_sequencer", "shiming_keyring", "shiming_inspector"})
    void noneOfThemIsCarriedOut(String role) throws SQLException {
        // When
        var carriedOut = new ArrayList<String>();
        for (var statement : FORBIDDEN) {
            try (var connection = DriverManager.getConnection(url, role, password(role))) {
                if (carriesOut(connection, statement)) {
                    carriedOut.add(statement);
                }
            }
        }
        // Then
        assertThat(FORBIDDEN).hasSizeGreaterThanOrEqualTo(40);
        assertThat(carriedOut).isEmpty();
    }

    private static boolean carriesOut(Connection connection, String sql) throws SQLException {
        boolean ownTransaction = sql.startsWith("CREATE DATABASE") || sql.startsWith("ALTER SYSTEM");
        connection.setAutoCommit(ownTransaction);
        try (var statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off"); // the inspector's is no protection
            statement.execute("SELECT set_config('shiming.operator', '1', false)");
            statement.execute(sql);
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(sql).isIn("42501", "0A000", "42704", "25006", "3F000");
            return false;
        } finally {
            if (!ownTransaction) {
                connection.rollback();
            }
        }
    }

    private String password(String role) {
        return switch (role) {
            case "shiming_service" -> service;
            case "shiming_sequencer" -> sequencer;
            case "shiming_keyring" -> keyring;
            default -> inspector;
        };
    }
}
