package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The service's own pool, used for one operator after the other. */
@QuarkusTest
@DisplayName("P3: row-level security under a shared pool")
class PooledOperatorsTest {
    private static final int WORKERS = 4;
    private static final int REQUESTS = 10_000;

    /** What a request might bring as its operator: right ones, none, wrong ones, and attempts to be everybody. */
    private static final List<String> OPERATORS =
            List.of("1", "2", "", "3", "0", "1 OR 1=1", "1); SET row_security = off; --", "*", "32767", "-1");

    @Inject
    AgroalDataSource pool;

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    private List<String> tables;

    @BeforeEach
    void bothOperatorsHaveRows() {
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        callers.named("clerk-1-ridge").sign(RegistrationForms.mobile()).mustBe(201);
        tables = superuser.texts("SELECT n.nspname || '.' || c.relname FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_id' AND NOT a.attisdropped"
                + " WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('registry', 'audit', 'keyring')"
                + " AND has_table_privilege('shiming_service', c.oid, 'SELECT')"
                + " AND c.relname NOT IN ('operator', 'notice', 'operator_key', 'index_key', 'key_use', 'rotation')");
    }

    @Test
    void tenThousandRequestsOfMixedOperatorsSeeNoForeignRow() {
        // When
        var foreign = InParallel.run(WORKERS, worker -> {
            long seen = 0;
            for (int n = worker; n < REQUESTS; n += WORKERS) {
                seen += foreignRows(tables.get(n % tables.size()), OPERATORS.get(n / tables.size() % OPERATORS.size()));
            }
            return seen;
        });
        // Then
        assertThat(tables).hasSizeGreaterThan(15);
        assertThat(foreign).containsOnly(0L);
    }

    private long foreignRows(String table, String operator) {
        try (var connection = pool.getConnection()) {
            assertThat(text(connection, "SELECT coalesce(current_setting('shiming.operator', true), '')"))
                    .isEmpty(); // nothing is left from the connection's previous user
            connection.setAutoCommit(false);
            try (var set = connection.prepareStatement("SELECT set_config('shiming.operator', ?, true)")) {
                set.setString(1, operator);
                set.execute();
                return Long.parseLong(text(
                        connection,
                        "SELECT count(*) FROM (SELECT FROM " + table + " WHERE operator_id::text <> '"
                                + (operator.matches("[12]") ? operator : "none") + "' LIMIT 5) seen"));
            } catch (SQLException refused) { // no number is no operator
                assertThat(refused.getSQLState()).isIn("22P02", "22003");
                return 0;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
