package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Every function of the schemas stands in a file of db/function, and every function there is in the schemas. */
@QuarkusTest
class FunctionsHaveAHomeTest {
    private static final String FUNCTIONS = """
            SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('registry', 'audit', 'keyring')""";
    private static final String PUBLIC = """
            SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('registry', 'audit', 'keyring')
               AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))""";

    @Inject
    Superuser superuser;

    @Test
    void theSchemasHaveTheFunctionsOfTheFilesAndNoOther() {
        assertThat(superuser.texts(FUNCTIONS)).containsExactlyInAnyOrderElementsOf(MigrationFiles.functions());
    }

    @Test
    void noFunctionIsForEveryRole() {
        assertThat(superuser.texts(PUBLIC)).isEmpty();
    }
}
