package io.shiming.registration.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an insider with every right in the database does to rows is found in one pass, with the row named. */
@QuarkusTest
class RowSweepTest {
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    AuthorityStandIn authority;

    @Inject
    MeterRegistry meters;

    @Test
    void rowsAsTheServiceWroteThemAreFoundFaultless() throws Exception {
        // Given
        var first = RegistrationForms.mobile();
        var signed = List.of(
                callers.clerk().sign(first),
                callers.clerk().sign(RegistrationForms.anotherFixed(first)),
                callers.clerk().sign(RegistrationForms.internetByPassport()));
        // When
        sweeping.pass(1);
        // Then
        for (var each : signed) assertThat(named(each.registration())).isEmpty();
    }

    @Test
    void rowsOfAnApplicationAreFaultlessWhileItWaitsAndWhenItIsDone() throws Exception {
        // Given
        authority.is(Mood.DOWN);
        var kept = callers.clerk().sign(RegistrationForms.mobile()).mustBe(202).registration();
        sweeping.pass(1);
        // When
        authority.isBack();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(callers.clerk().standing(kept).text("/status"))
                        .isEqualTo("ACTIVE"));
        sweeping.pass(1);
        // Then
        assertThat(named(kept)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registration SET clerk = 'another-person' | contract EDITED",
                "registration SET product_class = '400' | contract EDITED",
                "registration SET number_index = sha256('x') | contract EDITED",
                "registration SET status = 'REFUSED', code = 'IDENTITY_MISMATCH' | status EDITED",
                "registration SET entry_id = gen_random_uuid() | status EDITED",
                "registration SET contract_entry_id = gen_random_uuid() | contract EDITED",
                "registration SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) | identity/1 EDITED",
                "registration SET sealed_at = sealed_at - interval '1 day' | identity/1 EDITED",
                "registration SET identity_salt = decode(repeat('00', 16), 'hex') | identity/1 EDITED",
                "registration SET identity_entry_id = gen_random_uuid() | identity/1 EDITED",
                "registration SET opened_at = opened_at - interval '1 day' | line EDITED",
                "registration SET line_status = 'CLOSED', closed_at = now() | line EDITED",
                "registration SET line_status = NULL, opened_at = NULL, line_entry_id = NULL, line_salt = NULL | line DELETED",
                "registration SET check_id = 'another' | line EDITED",
                "registration SET verification_provider = 'another' | line EDITED",
            })
    void anEditedRowIsNamed(String edit, String finding) throws Exception {
        // Given
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        // When
        superuser.run(UNGUARDED + "UPDATE registry." + edit + whereIts(registration));
        sweeping.pass(1);
        // Then
        assertThat(named(registration)).contains(finding.strip());
    }

    @Test
    void aPersonWhoWasMadeAnOrganisationToHaveMoreCardsIsNamed() throws Exception {
        // Given
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        // When
        superuser.run(UNGUARDED + "UPDATE registry.person p SET organisation = true, mobile_lines = 0"
                + " FROM registry.registration r WHERE r.person_id = p.person_id AND r.public_id = '" + registration
                + "'");
        sweeping.pass(1);
        // Then
        assertThat(named(registration)).contains("contract EDITED");
    }

    @ParameterizedTest
    @CsvSource({"number_directory, number EDITED", "registration, registration DELETED"})
    void aDeletedRowIsNamed(String table, String finding) throws Exception {
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        superuser.run(UNGUARDED + "DELETE FROM registry." + table + whereIts(registration));
        sweeping.pass(1);
        assertThat(named(registration)).contains(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corrected_identity SELECT person_id, registration_id, 2, operator_id, sealed, created_at, entry_id, row_salt,"
                        + " 'name', 'typing_error', 'own_check', NULL, 'c', NULL, 'p', 'c', created_at, 'c', sha256('k'), 'h'"
                        + " FROM registry.identity_version | identity/2 INSERTED",
            })
    void anInsertedRowIsNamed(String insert, String finding) throws Exception {
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        superuser.run(UNGUARDED + "INSERT INTO registry." + insert.strip() + whereIts(registration));
        sweeping.pass(1);
        assertThat(named(registration)).contains(finding.strip());
    }

    @Test
    void swappedCiphertextsOfTwoPersonsAreNamedBoth() throws Exception {
        // Given
        var one = callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        var other = callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        // When
        superuser.run(UNGUARDED + "UPDATE registry.registration v SET sealed = o.sealed,"
                + " identity_entry_id = o.identity_entry_id, identity_salt = o.identity_salt FROM registry.registration o"
                + " WHERE (v.registration_id, o.registration_id) IN ((" + id(one) + ", " + id(other) + "), ("
                + id(other) + ", " + id(one) + "))");
        sweeping.pass(1);
        // Then
        assertThat(named(one)).contains("identity/1 EDITED");
        assertThat(named(other)).contains("identity/1 EDITED");
    }

    @Test
    void aRowTurnedBackToAnEarlierStateIsNamedSo() throws Exception {
        // Given: the log tells of a later write of the same row
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        superuser.run("SELECT audit.append_alone(1, convert_to(regexp_replace(replace(convert_from(bytes, 'UTF8'),"
                + " entry_id::text, 'ffffffff-0000-7000-8000-" + registration.substring(24) + "'),"
                + " 'identity/1 [0-9a-f]{64}', 'identity/1 " + "0".repeat(64) + "'), 'UTF8')) FROM audit.entry"
                + " WHERE act = 'REGISTRATION_SIGNED' AND registration = '" + registration + "'");
        // When
        sweeping.pass(1);
        // Then
        assertThat(named(registration)).contains("identity/1 ROLLED_BACK");
    }

    @Test
    void aFindingIsCountedAndToldOnce() throws Exception {
        // Given
        double before = meters.counter("shiming.audit.rows.wrong").count();
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        superuser.run(UNGUARDED + "UPDATE registry.person SET mobile_lines = 4 WHERE person_id IN"
                + " (SELECT person_id FROM registry.registration WHERE public_id = '" + registration + "')");
        // When
        sweeping.pass(1);
        sweeping.pass(1);
        // Then
        assertThat(named(registration)).containsExactly("cards EDITED");
        assertThat(meters.counter("shiming.audit.rows.wrong").count() - before).isOne();
    }

    private static String whereIts(String registration) {
        return " WHERE registration_id = " + id(registration);
    }

    private static String id(String registration) {
        return "(SELECT registration_id FROM registry.registration WHERE public_id = '" + registration + "')";
    }

    /** The rows that the log names for this registration. */
    private List<String> named(String registration) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid ORDER BY entry_id",
                registration);
    }
}
