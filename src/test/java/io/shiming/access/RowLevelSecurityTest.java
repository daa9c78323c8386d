package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several operators share the database; no path of the service can forget whose rows it may see. */
@QuarkusTest
class RowLevelSecurityTest {
    private static final String SERVICE = "shiming_service";

    /**
     * Not a subscriber's: the operators themselves, what is published, wrapped keys that open nothing by themselves, and
     * how often those were used and how far their rotation is; jobs keep these for all operators.
     */
    private static final Set<String> SHARED = Set.of(
            "registry.operator",
            "registry.notice",
            "keyring.operator_key",
            "keyring.index_key",
            "keyring.key_use",
            "keyring.rotation");

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @BeforeEach
    void bothOperatorsHaveRowsEverywhere() throws SQLException {
        for (var clerk : List.of(callers.clerk(), callers.named("clerk-1-ridge"))) {
            clerk.sign(RegistrationForms.mobile().with("livePhoto", EvidenceForms.photo(clerk)))
                    .mustBe(201);
            clerk.sign(RegistrationForms.mobile().with("match.by", "clerk")).mustBe(202);
            clerk.sign(OrganisationForms.fresh().signs(RegistrationForms.fixed()))
                    .mustBe(201);
            clerk.sign(RegistrationForms.mobile().with("refusal.reason", "forged"))
                    .mustBe(422);
        }
        for (var operator : List.of("", "-ridge")) {
            provisioning(operator)
                    .bringIn(RegistrationForms.legacy(RegistrationForms.fixed()))
                    .mustBe(201);
            var form = RegistrationForms.mobile();
            callers.named("clerk-1" + operator).sign(form).mustBe(201);
            var signed = callers.named("clerk-1" + operator)
                    .standing(provisioning(operator)
                            .lineStatus(RegistrationForms.line(form))
                            .registration());
            provisioning(operator).askToReverify(form, "dormant").mustBe(200);
            provisioning(operator).suspend(form, "lost").mustBe(200);
            callers.named("officer-1" + operator)
                    .hold(signed.registration(), "CASE-1", "HELD")
                    .mustBe(200);
            var theirs = callers.named("clerk-1" + operator)
                    .sign(RegistrationForms.mobile())
                    .mustBe(201);
            callers.named("officer-1" + operator)
                    .keyed()
                    .post(
                            JoinDesk.JOINS + "/decisions",
                            JoinDesk.decision(signed.registration(), theirs.registration())
                                    .json())
                    .mustBe(201);
            superuser.run("INSERT INTO registry.erasure (person_id, operator_id, begun_at, ended_at) VALUES ("
                    + (operator.isEmpty() ? "-1, 1" : "-2, 2") + ", now(), now()) ON CONFLICT DO NOTHING");
            callers.named("clerk-1" + operator)
                    .sign(RegistrationForms.again("reissue", form, form))
                    .mustBe(201);
        }
        Dealership.of(callers, "admin-1", "clerk-1").strikesOff("clerk", "clerk-gone");
        Dealership.of(callers, "admin-1-ridge", "clerk-1-ridge").strikesOff("clerk", "clerk-gone");
        sweeping.pass(1);
        sweeping.pass(2);
        superuser.run(LIMITS.formatted(1), LIMITS.formatted(2)); // later: of the correction no entry tells
        watched(1);
        watched(2);
    }

    /** A rotation would not open it. */
    @AfterEach
    void noCorrectionIsLeft() {
        superuser.run("DELETE FROM registry.corrected_identity WHERE created_at = 'epoch'");
    }

    /** One row in each table about lookups. */
    private void watched(int operator) {
        Stream.of(
                        "INSERT INTO registry.lookup_quota VALUES (%d, 'x', 1, 0, 0, 0, array_fill(0, ARRAY[24])) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.lookup_habit VALUES (%d, 'x', 0, 1, '{}', 1, NULL) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.access_alarm (operator_id, kind, actor, entry_id)"
                                + " VALUES (%d, 'NIGHT', 'x', gen_random_uuid()) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.lawful_case VALUES (%d, 'RLS', 'xx', 'x', 'xx', '{}', now(), now() + interval '1 s', 1, 0, 'x', 'x')"
                                + " ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.lawful_case_subject VALUES (0, %d, 'RLS') ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.bulk_order (operator_id, order_id, kind, terms, terms_digest, most, ordered_by,"
                                + " ordered_unit) VALUES (%d, gen_random_uuid(), 'EXPORT', '', sha256('x'), 1, 'x', 'x')",
                        "INSERT INTO registry.decoy_store SELECT operator_id, store_code, current_date FROM registry.store"
                                + " WHERE operator_id = %d ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.lost_registration (operator_id, registration, entry_id)"
                                + " VALUES (%d, gen_random_uuid(), gen_random_uuid())",
                        "INSERT INTO registry.idle_watch VALUES (%d, now()) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.decoy_mark VALUES (%d, sha256('x')) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.break_glass VALUES (%d, gen_random_uuid(), 'x', 'x', 'LIFE_IN_DANGER')",
                        "INSERT INTO registry.refusal_sum VALUES (%d, 'x', 'infinity', 'x', 'x', 'x', 'x', 1) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.refusal_rate VALUES (%d, 'x', now(), 1) ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.break_glass_use SELECT operator_id, glass_id, 'x', 'x' FROM registry.break_glass"
                                + " WHERE operator_id = %d ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.reviewer_use VALUES (%d, sha256('x'), 'x') ON CONFLICT DO NOTHING",
                        "INSERT INTO registry.minor_access VALUES (0, %d, gen_random_uuid(), 'x')")
                .forEach(insert -> superuser.run(insert.formatted(operator)));
    }

    @Test
    void everyTableOfOperatorsForcesTheRule() {
        var unforced = superuser.texts(TABLES + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)");
        assertThat(unforced).containsExactly("registry.operator");
    }

    @Test
    void withoutAnOperatorTheServiceSeesNoRow() {
        var seen = separated().stream()
                .filter(table -> superuser.visible(SERVICE, null, table, "true") > 0)
                .toList();
        assertThat(seen).isEmpty();
    }

    @Test
    void withAnOperatorTheServiceSeesThatOperatorsRowsOnly() {
        for (var table : separated()) {
            for (var operator : List.of("1", "2")) {
                var own = "operator_id = " + operator;
                var counts = superuser.visibleAtOnce(List.of("postgres", SERVICE), operator, table, own);
                assertThat(counts.get(0)).as(table).isNotEqualTo("0");
                assertThat(counts.get(1)).as(table).isEqualTo(counts.get(0));
                assertThat(superuser.visible(SERVICE, operator, table, "operator_id <> " + operator))
                        .as(table)
                        .isZero();
            }
        }
    }

    @Test
    void aRowOfAnotherOperatorCannotBeWritten() {
        var theirs = "SELECT set_config('shiming.operator', '1', true);"
                + " INSERT INTO registry.event (operator_id, event_id, kind, subject_id, occurred_at)"
                + " VALUES (%s, gen_random_uuid(), 'x', gen_random_uuid(), now())";
        assertThat(superuser.stateOf(SERVICE, theirs.formatted(2))).isEqualTo("42501");
        assertThat(superuser.stateOf(SERVICE, theirs.formatted(1))).isEqualTo("00000");
    }

    @ParameterizedTest
    @CsvSource({
        "audit.entry, entry_id",
        "audit.entry, person_id",
        "registry.corrected_identity, sealed",
        "registry.registration, sealed",
        "registry.registration, verification_result",
        "registry.registration, language",
        "registry.registration, opened_at",
        "keyring.person_key, wrapped"
    })
    void theServiceCanOnlyAddToWhatMayNotChange(String table, String column) {
        for (var attempt : List.of(
                "UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table, "TRUNCATE " + table)) {
            assertThat(superuser.stateOf(SERVICE, attempt)).as(attempt).isEqualTo("42501");
        }
    }

    @Test
    void theServiceCannotChangeTheShapeOfAnything() {
        for (var attempt : List.of(
                "CREATE TABLE registry.mine (n int)",
                "DROP TABLE registry.person",
                "ALTER TABLE registry.person DISABLE ROW LEVEL SECURITY",
                "DROP POLICY own_operator ON registry.person")) {
            assertThat(superuser.stateOf(SERVICE, attempt)).as(attempt).isEqualTo("42501");
        }
        assertThat(superuser.texts("SELECT pg_has_role('shiming_service', 'shiming_owner', 'MEMBER')"))
                .containsExactly("f");
    }

    /** One row each in the tables that no signing fills. */
    private static final String LIMITS = """
            DO $$
            DECLARE
              o smallint := %d;
              p text := repeat('0', 64);
              e uuid := '00000000-0000-7000-8000-00000000000' || o;
            BEGIN
              INSERT INTO registry.sanction VALUES
                (o, p, 'D-1', 'IDENTIFIED', '2000-01-01', '2001-01-01', false, NULL, 'L-0') ON CONFLICT DO NOTHING;
              INSERT INTO registry.sanctions_list VALUES (o, 'L-0', '2000-01-01', e) ON CONFLICT DO NOTHING;
              INSERT INTO registry.refusal VALUES (o, e, p, 'CARD_LIMIT', NULL, NULL, NULL, now()) ON CONFLICT DO NOTHING;
              INSERT INTO registry.appeal (operator_id, appeal_id, refusal_id, grounds, filed_by, filed_at, due_at)
                VALUES (o, e, e, 'needed', 'c', now(), now()) ON CONFLICT DO NOTHING;
              INSERT INTO registry.exemption VALUES (o, p, 'r', '2001-01-01') ON CONFLICT DO NOTHING;
              INSERT INTO registry.write_once VALUES (o, 'c', sha256('k'), '', '{}', now()) ON CONFLICT DO NOTHING;
              INSERT INTO registry.dispute (
                person_id, dispute_id, operator_id, registration_id, claim, filed_by, filed_at, due_at)
                SELECT person_id, e, o, registration_id, 'not_mine', 'c', now(), now()
                  FROM registry.registration WHERE operator_id = o LIMIT 1 ON CONFLICT DO NOTHING;
              INSERT INTO registry.corrected_identity
                SELECT person_id, registration_id, 2, o, sealed, 'epoch', e, identity_salt,
                       'name', 'typing_error', 'own_check', NULL, 'c', NULL, 'p', 'c', now(), 'c', sha256('k'), 'h'
                  FROM registry.registration WHERE operator_id = o LIMIT 1 ON CONFLICT DO NOTHING;
              INSERT INTO registry.consent_withdrawal
                SELECT person_id, registration_id, o, 'c', now()
                  FROM registry.registration WHERE operator_id = o LIMIT 1 ON CONFLICT DO NOTHING;
            END
            $$""";

    private ApiCaller provisioning(String operator) {
        return callers.named("provisioning-1" + operator);
    }

    private static final String TABLES = "SELECT n.nspname || '.' || c.relname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_id' AND NOT a.attisdropped"
            + " WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('registry', 'audit', 'keyring')";

    private Set<String> separated() {
        return superuser.texts(TABLES).stream()
                .filter(table -> !SHARED.contains(table))
                .collect(Collectors.toSet());
    }
}
