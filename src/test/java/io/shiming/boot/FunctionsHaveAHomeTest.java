package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Every function of the schemas stands in a file of db/function, and every function there is in the schemas. */
@QuarkusTest
class FunctionsHaveAHomeTest {
    @Inject
    Superuser superuser;

    @Test
    void theSchemasHaveTheFunctionsOfTheFilesAndNoOther() {
        assertThat(superuser.texts("""
                SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE n.nspname IN ('registry', 'audit', 'keyring')""")).containsExactlyInAnyOrderElementsOf(MigrationFiles.functions());
    }

    @Test
    void onlyTheServiceMayCallAFunctionThatNamesNoOtherRole() {
        assertThat(superuser.texts("""
                SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE n.nspname IN ('registry', 'audit', 'keyring')
                   AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))""")).isEmpty();
    }
}
