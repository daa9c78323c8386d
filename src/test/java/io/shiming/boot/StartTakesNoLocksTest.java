package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of functions that a release runs again stops no statement of the service, and forgets no table. */
@QuarkusTest
@Tag("case-E2")
class StartTakesNoLocksTest {
    private static final String PERSONAL = """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'person_id'
               AND NOT a.attisdropped AND c.relname NOT IN ('row_sweep', 'erasure')""";

    @Inject
    Superuser superuser;

    static List<Path> files() {
        return MigrationFiles.repeatable();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRepeatableFileThatRunsAgainLocksNoTable(Path file) throws Exception {
        try (var again = superuser.holding("SET ROLE shiming_owner; " + MigrationFiles.text(file));
                var look = again.createStatement();
                var locks = look.executeQuery("""
                        SELECT count(*) FILTER (WHERE l.mode IN ('AccessExclusiveLock', 'ExclusiveLock', 'ShareLock',
                                 'ShareRowExclusiveLock')), count(*)
                          FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                         WHERE l.pid = pg_backend_pid() AND c.relnamespace IN ('registry'::regnamespace,
                                 'audit'::regnamespace, 'keyring'::regnamespace)""")) {
            locks.next();
            assertThat(locks.getLong(1)).isZero();
            again.rollback();
        }
    }

    @Test
    void everyPersonalTableHasThePolicyForErasing() {
        assertThat(superuser.texts(PERSONAL)).hasSizeGreaterThan(10);
        assertThat(
                        superuser.texts(
                                PERSONAL
                                        + " AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'erasing')"))
                .isEmpty();
    }

    @Test
    void theOwnerWaitsForNoLockLongerThanOthersCanWaitForTheOwner() {
        assertThat(superuser.texts("SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = 'shiming_owner'"))
                .contains("lock_timeout=2s");
    }
}
