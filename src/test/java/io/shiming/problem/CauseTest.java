package io.shiming.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

@Tag("case-E12")
class CauseTest {
    private static final String PERSON = "11010519491231002X";

    @Test
    void aFailureOfTheDatabaseIsNamedByStateAndRoutineAndNeverByItsText() {
        // Given: fields as the server sends them
        var server = new ServerErrorMessage("SERROR\0VERROR\0C23505\0Mduplicate key\0DKey (n)=(" + PERSON
                + ") already exists.\0nperson_pkey\0Fnbtinsert.c\0L673\0R_bt_check_unique\0");
        var failure = new IllegalStateException(PERSON, new PSQLException(server));
        // When
        var named = Cause.named(failure);
        // Then
        assertThat(named)
                .contains("PSQLException [SQLSTATE 23505, routine _bt_check_unique]")
                .doesNotContain(PERSON, "duplicate", "person_pkey");
    }

    @Test
    void whatIsNoStateAndNoRoutineIsNotRepeated() {
        var server = new ServerErrorMessage("SERROR\0C" + PERSON + "\0R" + "测试人\0");
        assertThat(Cause.named(new PSQLException(server))).contains("[SQLSTATE unknown]");
        assertThat(Cause.named(new SQLException(PERSON, null, 1)))
                .contains("java.sql.SQLException [SQLSTATE unknown]")
                .doesNotContain(PERSON);
    }
}
