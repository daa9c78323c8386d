package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No activation without a verified identity: the service does not try, and the database would not let it. */
@QuarkusTest
class DeniedIdentityTest {
    private static final String LINE = "INSERT INTO registry.service_line (person_id, operator_id, registration_id,"
            + " service_type, verification_id, verification_result, opened_at, entry_id, row_salt)"
            + " SELECT person_id, operator_id, registration_id, 'mobile', %s, %s, now(), gen_random_uuid(), decode(repeat('00', 16), 'hex')"
            + " FROM registry.verification LIMIT 1";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @CsvSource({"测不符, IDENTITY_MISMATCH", "测查无, IDENTITY_UNKNOWN"})
    @DisplayName("an applicant that the authority does not confirm")
    @Tag("R-10d")
    void deniedIdentityIsRefusedAndNothingIsKept(String name, String code) {
        // Given
        var form = RegistrationForms.mobile().with("subscriber.name", name);
        // When
        var refusal = callers.clerk().sign(form);
        // Then
        refusal.mustRefuse(422, code).mustNotTell(form.personal()).mustHelp();
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef")))
                .isZero();
        callers.clerk()
                .sign(RegistrationForms.mobile().with("service.number", form.text("service.number")))
                .mustBe(201);
    }

    @Test
    void afterARefusalTheSameKeyMayBringTheCorrectedForm() {
        // Given
        var denied = RegistrationForms.mobile().with("subscriber.name", "测不符");
        var key = "again-" + denied.text("contractRef");
        callers.clerk().sign(key, denied).mustRefuse(422, "IDENTITY_MISMATCH");
        // Then
        callers.clerk().sign(key, denied.with("subscriber.name", "测试")).mustBe(201);
    }

    @ParameterizedTest
    @CsvSource({
        "verification_id, '''MISMATCH''', 23514", // check_violation
        "verification_id, NULL, 23502", // not_null_violation
        "NULL, '''MATCH''', 23502",
        "-1, '''MATCH''', 23503" // foreign_key_violation
    })
    void theDatabaseRefusesALineWithoutAPassedVerification(String verification, String result, String state) {
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        assertThat(superuser.stateOf("postgres", LINE.formatted(verification, result)))
                .isEqualTo(state);
    }

    @Test
    void theDatabaseLetsALineWithAPassedVerificationIn() {
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        assertThat(superuser.stateOf("postgres", LINE.formatted("verification_id", "'MATCH'")))
                .isEqualTo("00000");
    }
}
