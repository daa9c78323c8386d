package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.vault.SecondInstance;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a superuser may do to the stored bytes, and what a lookup then says: always the same, and nothing. */
@QuarkusTest
class DamagedSealsTest {
    private static final Set<String> BODIES = new HashSet<>();
    private static final String THIS = " WHERE person_id = %1$s";
    private static final String OF_ANOTHER = "(SELECT %s FROM %s WHERE person_id = %%2$s)";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    SecondInstance instances;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registration SET sealed = ''",
                "registration SET sealed = substring(sealed FOR 1)",
                "registration SET sealed = substring(sealed FOR 36)",
                "registration SET sealed = substring(sealed FOR octet_length(sealed) - 1)",
                "registration SET sealed = sealed || '\\x00'",
                "registration SET sealed = set_byte(sealed, 0, 2)",
                "registration SET sealed = set_byte(sealed, 0, 9)",
                "registration SET sealed = set_byte(sealed, 1, 2)",
                "registration SET sealed = set_byte(sealed, 1, 7)",
                "registration SET sealed = set_byte(sealed, 3, 2)",
                "registration SET sealed = set_byte(sealed, 10, get_byte(sealed, 10) # 1)",
                "registration SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 128)",
                "registration SET sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 4)",
                "registration SET sealed = set_byte(sealed, octet_length(sealed) - 1, 255 - get_byte(sealed, octet_length(sealed) - 1))",
                "registration SET sealed = OTHER"
            })
    void anAlteredSealIsWithheldAndReported(String edit) {
        var people = twoPeople();
        damagedLookup(
                people,
                "UPDATE registry."
                        + edit.replace("OTHER", String.format(OF_ANOTHER, "sealed", "registry.registration"))
                        + THIS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrapped = set_byte(wrapped, 5, get_byte(wrapped, 5) # 1)",
                "wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 16)",
                "commit_key = set_byte(commit_key, 0, get_byte(commit_key, 0) # 1)",
                "operator_key_version = 999",
                "wrapped = OTHER"
            })
    void anAlteredKeyIsTheSameToTheCaller(String edit) {
        var people = twoPeople();
        damagedLookup(
                people,
                "UPDATE keyring.person_key SET "
                        + edit.replace("OTHER", String.format(OF_ANOTHER, "wrapped", "keyring.person_key")) + THIS);
    }

    @Test
    void aKeyAndASealMovedTogetherFromAnotherPersonDoNotOpenEither() {
        var people = twoPeople();
        superuser.run(String.format(
                "UPDATE keyring.person_key SET (wrapped, commit_key) = (SELECT wrapped, commit_key FROM keyring.person_key"
                        + " WHERE person_id = %2$s) WHERE person_id = %1$s",
                people.person, people.other));
        damagedLookup(
                people,
                "UPDATE registry.registration SET sealed = "
                        + String.format(OF_ANOTHER, "sealed", "registry.registration") + THIS);
    }

    @Test
    void aSealDoesNotOpenAsALaterVersion() {
        damagedLookup(
                twoPeople(),
                "INSERT INTO registry.corrected_identity SELECT person_id, registration_id, 2, operator_id, sealed,"
                        + " sealed_at, identity_entry_id, identity_salt, 'name', 'typing_error', 'own_check', NULL, 'c', NULL,"
                        + " 'p', 'c', sealed_at, 'c', sha256('k'), 'h' FROM registry.registration" + THIS);
    }

    @Test
    void anotherOperatorsSealDoesNotOpen() {
        var mine = RegistrationForms.internet();
        var theirs = RegistrationForms.internet();
        var person = personOf(callers.clerk().sign(mine));
        var other = personOf(callers.named("clerk-1-ridge").sign(theirs));
        damagedLookup(
                new People(mine, person, theirs, other),
                "UPDATE registry.registration SET sealed = "
                        + String.format(OF_ANOTHER, "sealed", "registry.registration") + THIS);
    }

    @Test
    void aKeyThatCannotBeHadIsNotAvailableAndNotPlaintext() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        // When
        instances.losesItsKeyStore(() -> callers.auditor()
                .lookUp(RegistrationForms.audit(form))
                .mustRefuse(503, "UNAVAILABLE")
                .mustNotTell(form.personal()));
        // Then
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
    }

    private record People(RequestForm form, String person, RequestForm otherForm, String other) {}

    private People twoPeople() {
        var form = RegistrationForms.internet();
        var other = RegistrationForms.internet();
        return new People(
                form,
                personOf(callers.clerk().sign(form)),
                other,
                personOf(callers.clerk().sign(other)));
    }

    private String personOf(ApiReply signed) {
        return superuser
                .texts(
                        "SELECT person_id FROM registry.registration WHERE public_id = ?::uuid",
                        signed.mustBe(201).registration())
                .get(0);
    }

    private void damagedLookup(People people, String edit) {
        // Given
        // a superuser takes the guards away first
        superuser.run("SET session_replication_role = replica; " + String.format(edit, people.person, people.other));
        long before = integrityEntries();
        // When
        var reply = callers.auditor().lookUp(RegistrationForms.audit(people.form));
        superuser.run("DELETE FROM keyring.person_key WHERE person_id = " + people.person); // no rotation meets it
        // Then
        reply.mustRefuse(500, "INTEGRITY");
        reply.mustNotTell(people.form.personal()).mustNotTell(people.otherForm.personal());
        BODIES.add(reply.body());
        assertThat(BODIES).hasSize(1);
        assertThat(integrityEntries()).isEqualTo(before + 1);
        assertThat(lastIntegrityEntry()).allSatisfy(entry -> assertThat(entry).doesNotContain(people.form.personal()));
    }

    private long integrityEntries() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND role = 'auditor'"
                + " AND decision = 'FAILED' AND reason = 'INTEGRITY'");
    }

    private List<String> lastIntegrityEntry() {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND role = 'auditor'"
                        + " ORDER BY xmin::text::bigint DESC LIMIT 1");
    }
}
