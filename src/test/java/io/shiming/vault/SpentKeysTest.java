package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.KeptKeys;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.SanctionsDesk;
import io.shiming.fixture.Superuser;
import io.shiming.retention.Retaining;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision 059: a key is remembered for seven days of the database's clock. */
@QuarkusTest
class SpentKeysTest {
    private static final String REMEMBERED = "SELECT count(*) FROM registry.%s WHERE %s";

    @Inject
    ApiCallers callers;

    @Inject
    Retaining retaining;

    @Inject
    SanctionsDesk desk;

    @Inject
    Superuser superuser;

    @Inject
    KeptKeys keys;

    /** In one transaction, whose now() stands still. */
    @ParameterizedTest
    @ValueSource(strings = {"idempotency", "write_once", "refusal"})
    void sevenDaysWithoutASecondStayAndWithOneMoreGo(String table) {
        // Given
        var younger = UUID.randomUUID().toString();
        var older = UUID.randomUUID().toString();
        // When
        superuser.run("BEGIN; " + inserted(table, younger, "- interval '7 days' + interval '1 second'")
                + inserted(table, older, "- interval '7 days' - interval '1 second'")
                + "SET LOCAL ROLE shiming_service; SELECT registry.forget_keys(1::smallint, 1000000); COMMIT");
        // Then
        assertThat(superuser.number(REMEMBERED.formatted(table, named(table)), younger))
                .isEqualTo(1);
        assertThat(superuser.number(REMEMBERED.formatted(table, named(table)), older))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotency", "write_once", "refusal"})
    void theServiceCannotForgetAnythingBefore(String table) {
        // Given
        var key = UUID.randomUUID().toString();
        // When
        superuser.run("BEGIN; " + inserted(table, key, "") + "SET LOCAL ROLE shiming_service;"
                + " SELECT set_config('shiming.operator', '1', true); DELETE FROM registry." + table + "; COMMIT");
        // Then
        assertThat(superuser.number(REMEMBERED.formatted(table, named(table)), key))
                .isEqualTo(1);
    }

    @Test
    void aSigningRepeatedAfterItsKeyWasForgottenRegistersNothingTwice() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        var first = callers.clerk().sign(key, form).mustBe(201);
        forgetAfter("6 days 23 hours 59 minutes", "idempotency", keys.sql("clerk-1", key));
        assertThat(callers.clerk().sign(key, form).body()).isEqualTo(first.body());
        // When
        forgetAfter("7 days 1 second", "idempotency", keys.sql("clerk-1", key));
        // Then: it is a new application, for a number that has a holder
        callers.clerk().sign(key, form).mustRefuse(409, "NUMBER_TAKEN");
        callers.clerk().sign(key, RegistrationForms.anotherMobile(form)).mustBe(201); // and the key is as good as any
    }

    @Test
    void aChangeUnderAKeyThatWasForgottenIsANewChange() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        callers.provisioning()
                .change(key, RegistrationForms.change("suspend", form).with("reason", "lost"))
                .mustBe(200);
        superuser.run("UPDATE registry.line_change SET changed_at = changed_at - interval '8 days' WHERE key = "
                + keys.sql("provisioning-1", key));
        forgetAfter("8 days", "idempotency", keys.sql("provisioning-1", key));
        // When
        var resumed = callers.provisioning()
                .change(key, RegistrationForms.change("resume", form))
                .mustBe(200);
        // Then
        assertThat(resumed.text("/status")).isEqualTo("ACTIVE");
        assertThat(callers.provisioning()
                        .change(key, RegistrationForms.change("resume", form))
                        .body())
                .isEqualTo(resumed.body());
    }

    @Test
    void writeRepeatedAfterItsKeyExpiredIsCheckedAgain() {
        // Given
        var key = UUID.randomUUID().toString();
        var list = desk.signed();
        desk.load(key, list).mustBe(201);
        // When
        forgetAfter("7 days 1 second", "write_once", keys.sql("admin-1", key));
        // Then: the list is there, and is no news
        desk.load(key, list).mustRefuse(409, "SANCTIONS_LIST_OUTDATED");
    }

    private void forgetAfter(String age, String table, String key) {
        superuser.run(
                "UPDATE registry." + table + " SET kept_since = now() - interval '" + age + "' WHERE key = " + key);
        retaining.everything();
    }

    private static String named(String table) {
        return table.equals("refusal") ? "code = ?" : "key = sha256(convert_to(?, 'UTF8'))";
    }

    private static String inserted(String table, String key, String age) {
        var values =
                switch (table) {
                    case "idempotency" ->
                        "(operator_id, client, key, body_digest, person_id, registration_id, created_at, kept_since)"
                                + " VALUES (1, 'test', sha256('" + key + "'), '\\x00', 0, 0, now(), ";
                    case "write_once" ->
                        "(operator_id, client, key, body_digest, created_at, kept_since)"
                                + " VALUES (1, 'test', sha256('" + key
                                + "'), '\\x00', now() - interval '9 days', "; // of a service whose clock is wrong
                    default ->
                        "(operator_id, entry_id, person, code, at, kept_since) VALUES (1, gen_random_uuid(), repeat('0', 64), '"
                                + key + "', now(), ";
                };
        return "INSERT INTO registry." + table + " " + values + "now() " + age + "); ";
    }
}
