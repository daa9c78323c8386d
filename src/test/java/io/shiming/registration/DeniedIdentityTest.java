package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No activation without a verified identity: the service does not try, and the database would not let it. */
@QuarkusTest
class DeniedIdentityTest {
    private static final String LINE = "UPDATE registry.registration SET verification_result = %s,"
            + " verification_provider = 'x', check_id = 'x', checked_at = now(), line_status = 'ACTIVE', opened_at = now(),"
            + " line_entry_id = gen_random_uuid(), line_salt = contract_salt WHERE verification_result IS NULL%s";

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
    @CsvSource({"'''MISMATCH''', 23514", "NULL, 23514", "'''MATCH''', 00000"}) // check_violation
    void theDatabaseRefusesALineWithoutAPassedVerification(String result, String state) {
        var waiting = callers.clerk().sign(RegistrationForms.mobile().with("match.by", "clerk"));
        assertThat(superuser.stateOf("postgres", LINE.formatted(result, its(waiting))))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"verification_provider", "check_id", "checked_at", "opened_at", "line_entry_id", "line_salt"})
    void theDatabaseRefusesALineOfWhichAPartIsMissing(String part) {
        var signed = callers.clerk().sign(RegistrationForms.mobile());
        var without = "UPDATE registry.registration SET " + part + " = NULL WHERE true" + its(signed);
        assertThat(superuser.stateOf("postgres", without)).isEqualTo("23514");
    }

    private static String its(ApiReply signed) {
        return " AND public_id = '" + signed.registration() + "'";
    }
}
