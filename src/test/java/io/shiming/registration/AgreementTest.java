package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an applicant is told and agrees to, beside the notice itself. */
@QuarkusTest
@DisplayName("warned, and asked apart")
class AgreementTest {
    private static final String WARNED = "notice.riskNoticeAcknowledged";
    private static final String APART = "notice.separateConsent";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @DisplayName("an applicant who was not warned against lending the card")
    @MethodSource("io.shiming.registration.SigningTest#everyServiceWithEveryDocument")
    @Tag("AF-30")
    void anApplicantWhoWasNotWarnedIsRefused(RequestForm form) {
        callers.clerk()
                .sign(form.without(WARNED))
                .mustRefuse(422, "RISK_NOTICE_REQUIRED")
                .mustAdvise();
        callers.clerk().sign(form.with(WARNED, false)).mustRefuse(422, "RISK_NOTICE_REQUIRED");
    }

    @ParameterizedTest
    @DisplayName("a photo and a face without a consent of their own")
    @ValueSource(booleans = {true, false})
    @Tag("PI-29")
    @Tag("G-1")
    @Tag("P-9.1")
    void sensitiveItemsWithoutTheirOwnConsentAreRefused(boolean said) {
        var form = said
                ? RegistrationForms.mobile().with(APART, false)
                : RegistrationForms.mobile().without(APART);
        callers.clerk().sign(form).mustRefuse(422, "SEPARATE_CONSENT_REQUIRED").mustAdvise();
    }

    @Test
    @DisplayName("a photo for a fixed line is as sensitive")
    @Tag("G-1")
    void aPhotoIsSensitiveForEveryService() {
        var form = RegistrationForms.fixed().with("livePhoto", "PHOTO-1");
        callers.clerk().sign(form).mustRefuse(422, "SEPARATE_CONSENT_REQUIRED");
        callers.clerk().sign(form.with(APART, true)).mustBe(201);
    }

    @Test
    @DisplayName("what was agreed to is on record")
    @Tag("P-9.2")
    @Tag("AF-30")
    @Tag("PI-29")
    void whatWasAgreedToIsOnRecord() {
        assertThat(agreed(RegistrationForms.mobile())).isEqualTo("2026-11 zh true true");
        assertThat(agreed(RegistrationForms.internet())).isEqualTo("2026-11 zh true false");
    }

    private String agreed(RequestForm form) {
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var rows = superuser.texts(
                "SELECT concat_ws(' ', c.notice_version, c.language, c.risk_notice::text, c.separate_consent::text)"
                        + " FROM registry.consent c JOIN registry.registration r USING (person_id, registration_id)"
                        + " WHERE r.public_id = ?::uuid",
                registration);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
