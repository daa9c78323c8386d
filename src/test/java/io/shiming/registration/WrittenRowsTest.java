package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the first signing of a person writes: the rows of its transaction, and the entries of their indexes. */
@QuarkusTest
class WrittenRowsTest {
    /** The tables, and where their values lie that are stored out of line. */
    private static final String TABLES = """
            SELECT t.stored::regclass FROM pg_class c, LATERAL (VALUES (c.oid), (c.reltoastrelid)) t (stored)
             WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN ('registry', 'audit', 'keyring')
               AND t.stored <> 0""";

    /** The conditions of a table's indexes: a row without the condition has no entry in the index. */
    private static final String CONDITIONS =
            "SELECT coalesce(pg_get_expr(indpred, indrelid), 'true') FROM pg_index" + " WHERE indrelid = ?::regclass";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    LongAdder roundTrips; // put here by StandIns

    @BeforeEach
    void onlyThisTestUsesTheDatabase() {
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        PausedJobs.database(scheduler, roundTrips, superuser);
    }

    @AfterEach
    void everybodyUsesTheDatabaseAgain() {
        scheduler.resume();
    }

    @Test
    void aFirstSigningWritesEightRowsAndFourteenIndexEntriesAndItsLeafFollows() {
        // When
        var signed =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        // Then
        var by = superuser
                .texts("SELECT xmin FROM registry.registration WHERE public_id = ?::uuid", signed)
                .get(0);
        var written = superuser.texts(TABLES).stream()
                .filter(table -> rows(table, by, "true") > 0)
                .toList();
        assertThat(written)
                .containsExactlyInAnyOrder(
                        "registry.idempotency",
                        "registry.person",
                        "keyring.person_key",
                        "registry.number_directory",
                        "registry.registration",
                        "registry.event",
                        "audit.entry",
                        "audit.queue");
        assertThat(written.stream().mapToLong(table -> rows(table, by, "true")).sum())
                .isEqualTo(8);
        assertThat(written.stream()
                        .flatMap(table -> entries(table, by))
                        .mapToLong(each -> each)
                        .sum())
                .isEqualTo(14);
        // And the place in the log, given later
        assertThat(conditions("audit.leaf")).containsExactly("true", "true");
    }

    private Stream<Long> entries(String table, String by) {
        return conditions(table).stream().map(condition -> rows(table, by, condition));
    }

    private List<String> conditions(String table) {
        return superuser.texts(CONDITIONS, table);
    }

    private long rows(String table, String by, String condition) {
        return superuser.number("SELECT count(*) FROM " + table + " WHERE xmin::text = ? AND " + condition, by);
    }
}
