package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static io.shiming.audit.log.AuditDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What each database role may not do to the log. */
class GuardsTest {
    private static final List<String> CHANGES = List.of(
            "UPDATE audit.entry SET act = 'NOTHING'",
            "UPDATE audit.entry SET bytes = bytes, person_id = NULL",
            "DELETE FROM audit.entry",
            "TRUNCATE audit.entry",
            "UPDATE audit.leaf SET idx = idx + 1",
            "DELETE FROM audit.leaf",
            "TRUNCATE audit.leaf",
            "UPDATE audit.checkpoint SET note = ''",
            "DELETE FROM audit.checkpoint",
            "DELETE FROM audit.tile",
            "TRUNCATE audit.tile",
            "UPDATE audit.tile SET bytes = decode(repeat('00', 32 * width), 'hex')",
            "UPDATE audit.head SET size = size - 1",
            "DELETE FROM audit.head",
            "TRUNCATE audit.queue",
            "TRUNCATE audit.checkpoint",
            "TRUNCATE audit.cosigned",
            "TRUNCATE audit.head",
            "UPDATE audit.cosigned SET note = ''",
            "DELETE FROM audit.cosigned",
            "UPDATE audit.queue SET entry_id = gen_random_uuid()",
            "DELETE FROM audit.entry WHERE at < now() - interval '200 days'", // older than the law's floor, and kept
            "DELETE FROM audit.entry WHERE at < now() - interval '1 day'");

    private AuditDatabase database;

    @BeforeEach
    void aLogWithEntries(@TempDir Path headStore) throws SQLException {
        database = AuditDatabase.fresh();
        var bench = new SequencerBench(database, headStore, Clock.systemUTC());
        bench.append(3);
        bench.sequencer.runOnce();
        assertThat(count(database.superuser(), "SELECT size FROM audit.head")).isEqualTo(3);
    }

    @TestFactory
    Stream<DynamicTest> noRoleCanChangeTheLog() {
        Map<String, DataSource> roles = Map.of(
                "service", database.service(),
                "sequencer", database.sequencer(),
                "inspector", database.inspector(),
                "keyring", database.keyring(),
                "owner", database.owner(),
                "superuser", database.superuser());
        return roles.entrySet().stream().flatMap(role -> CHANGES.stream()
                .map(change -> DynamicTest.dynamicTest(
                        role.getKey() + ": " + change, () -> assertThatThrownBy(() -> execute(role.getValue(), change))
                                .isInstanceOf(SQLException.class))));
    }

    @Test
    void theServiceCannotSequence() {
        assertDenied(database.service(), "DELETE FROM audit.queue");
        assertDenied(database.service(), "UPDATE audit.head SET size = 9");
        assertDenied(database.service(), "INSERT INTO audit.leaf VALUES (3, gen_random_uuid(), sha256(''))");
        assertDenied(database.service(), "INSERT INTO audit.checkpoint VALUES (9, 'x', now())");
        assertDenied(database.service(), "INSERT INTO audit.tile VALUES (1, 0, 1, sha256(''))");
        assertDenied(database.service(), "UPDATE audit.entry SET person_id = NULL");
    }

    @Test
    void thePersonOfAnEntryMayOnlyBeErasedAndByTheCustodian() throws SQLException {
        // Given
        execute(
                database.superuser(),
                "SELECT set_config('shiming.operator', '1', false), audit.append(convert_to(replace(convert_from(bytes,"
                        + " 'UTF8'), entry_id::text, gen_random_uuid()::text), 'UTF8'), 42) FROM (SELECT * FROM audit.entry"
                        + " LIMIT 1) e");
        // Then
        for (var change : List.of("43", "person_id + 0", "person_id")) {
            for (var role : List.of(database.superuser(), database.keyring())) {
                assertThatThrownBy(() ->
                                execute(role, "UPDATE audit.entry SET person_id = " + change + " WHERE person_id = 42"))
                        .hasMessageContaining("the log only grows");
            }
        }
        assertThatThrownBy(() ->
                        execute(database.superuser(), "UPDATE audit.entry SET person_id = 42 WHERE person_id IS NULL"))
                .hasMessageContaining("the log only grows");
        assertDenied(database.keyring(), "SELECT actor FROM audit.entry");
        execute(database.keyring(), "UPDATE audit.entry SET person_id = NULL WHERE person_id = 42");
        assertThat(count(database.superuser(), "SELECT count(person_id) FROM audit.entry"))
                .isZero();
    }

    @Test
    void theGuardNamesEveryColumnButThePersons() throws SQLException {
        assertThat(
                        count(
                                database.superuser(),
                                "SELECT count(*) FROM pg_attribute a JOIN pg_trigger t ON t.tgrelid = a.attrelid"
                                        + " WHERE t.tgrelid = 'audit.entry'::regclass AND t.tgname = 'only_grows' AND a.attnum > 0 AND a.attgenerated = ''"
                                        + " AND NOT a.attisdropped AND (a.attnum = ANY (t.tgattr::int2[])) = (a.attname = 'person_id')"))
                .isZero();
    }

    @Test
    void theSequencerSeesNothingButTheLog() throws SQLException {
        assertThat(count(database.sequencer(), "SELECT count(leaf_hash) FROM audit.entry"))
                .isEqualTo(3);
        assertDenied(database.sequencer(), "SELECT actor FROM audit.entry");
        assertDenied(database.sequencer(), "SELECT person_id FROM audit.entry");
        assertDenied(database.sequencer(), "SELECT * FROM audit.subject_entry");
        assertDenied(database.sequencer(), "SELECT * FROM registry.operator");
        assertDenied(database.sequencer(), "SELECT audit.append('{}')");
        assertDenied(database.sequencer(), "INSERT INTO audit.queue VALUES (gen_random_uuid())");
    }

    @Test
    void theInspectorOnlyReads() throws SQLException {
        assertThat(count(database.inspector(), "SELECT count(*) FROM audit.leaf"))
                .isEqualTo(3);
        assertDenied(database.inspector(), "SELECT person_id FROM audit.entry");
        assertDenied(database.inspector(), "SELECT * FROM audit.subject_entry");
        assertDenied(database.inspector(), "INSERT INTO audit.queue VALUES (gen_random_uuid())");
        assertDenied(
                database.inspector(),
                "SET default_transaction_read_only = off",
                "INSERT INTO audit.queue VALUES (gen_random_uuid())");
    }

    @Test
    void entriesOfAnotherOperatorAreNotSeen() throws SQLException {
        for (var role : List.of(database.service(), database.inspector(), database.owner())) {
            assertThat(count(role, "SELECT count(*) FROM audit.entry")).isZero();
        }
        try (var two = AuditDatabase.forOperator(database.service(), 2);
                var row = two.createStatement().executeQuery("SELECT count(*) FROM audit.entry")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    private static void assertDenied(DataSource role, String... statements) {
        assertThatThrownBy(() -> execute(role, statements))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isIn("42501", "25006"));
    }
}
