package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";

    @Test
    @Tag("case-E4")
    void aSessionThatGoesBackIntoAPoolHoldsTheTurnNoLonger() throws Exception {
        try (var server = EmbeddedPostgres.start();
                var pooled = server.getPostgresDatabase().getConnection()) {
            assertThat(Schema.alone(pooled, () -> assertThat(locks(pooled)).isOne()))
                    .isTrue();
            assertThat(locks(pooled)).isZero();
            assertThatThrownBy(() -> Schema.alone(pooled, () -> {
                        throw new FlywayException("no");
                    }))
                    .isInstanceOf(FlywayException.class);
            assertThat(locks(pooled)).isZero();
        }
    }

    private static int locks(Connection connection) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(LOCKS)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("case-E12")
    void ofAMigrationThatFailedTheStateIsToldAndNoRow() {
        var refused = new SQLException("Detail: Key (number)=(CANARY) is duplicated.", "23505");
        var printed = new StringWriter();
        Migrations.failed(new FlywayException("V999 failed: CANARY", refused))
                .printStackTrace(new PrintWriter(printed, true));
        assertThat(printed.toString()).contains("SQLSTATE 23505").doesNotContain("CANARY");
    }
}
