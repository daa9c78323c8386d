package io.shiming.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The rows of a person can lie in a database of their own: by the person's id, or by operator and index. */
@QuarkusTest
class HashDomainsTest {
    private static final String OF_PERSONS =
            " (SELECT c.oid, c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                    + " WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'person_id'"
                    + " AND NOT a.attisdropped AND NOT c.relispartition) ";

    private static final String DIRECTORIES = "('person', 'number_directory', 'past_tenure', 'idempotency')";

    @Inject
    Superuser superuser;

    @Test
    void thePersonLeadsEveryKeyOfAPersonsTable() {
        assertThat(superuser.texts(
                        "SELECT i.indexrelid::regclass FROM" + OF_PERSONS
                                + "t JOIN pg_index i ON i.indrelid = t.oid"
                                + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
                                + " WHERE i.indisunique AND a.attname <> 'person_id' AND t.relname NOT IN "
                                + DIRECTORIES
                                + " AND t.relname <> 'row_sweep'" // how far the sweep has come, by operator
                        ))
                .containsExactlyInAnyOrder(
                        "registry.evidence_pkey", // an image is taken before its person is known
                        "registry.evidence_operator_id_public_id_key",
                        "registry.evidence_operator_id_client_key_key",
                        "registry.review_key_ix"); // a reviewer's key, which names no person
    }

    @Test
    void theIndexLeadsEveryKeyOfADirectory() {
        assertThat(superuser.texts("SELECT i.indexrelid::regclass FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid"
                        + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
                        + " WHERE c.relnamespace = 'registry'::regnamespace AND c.relname IN " + DIRECTORIES
                        + " AND i.indisunique AND a.attname <> 'operator_id'"))
                .containsExactly("registry.person_pkey");
    }

    @Test
    void noConstraintLeadsFromOneDomainToTheOther() {
        assertThat(superuser.texts("SELECT k.conname FROM pg_constraint k JOIN" + OF_PERSONS + "t ON t.oid = k.conrelid"
                        + " JOIN" + OF_PERSONS + "r ON r.oid = k.confrelid WHERE k.contype = 'f'"
                        + " AND (t.relname IN " + DIRECTORIES + " OR r.relname IN " + DIRECTORIES + ")"))
                .isEmpty();
    }

    @Test
    void noTableOfPersonsHasAnIdentityColumn() {
        assertThat(superuser.texts("SELECT t.relname FROM" + OF_PERSONS + "t JOIN pg_attribute a ON a.attrelid = t.oid"
                        + " WHERE a.attidentity <> ''"))
                .isEmpty();
    }
}
