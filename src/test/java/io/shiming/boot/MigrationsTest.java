package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MigrationsTest {
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
