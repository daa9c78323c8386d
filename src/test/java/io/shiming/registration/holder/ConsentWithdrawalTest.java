package io.shiming.registration.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a withdrawn consent stops, and what the law has kept all the same. */
@QuarkusTest
class ConsentWithdrawalTest {
    private static final String WITHDRAWALS = "/v1/consent-withdrawals";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    @DisplayName("it stops the use of images for a decision, and nothing that the law demands")
    @Tag("PI-15")
    void aWithdrawnConsentStopsWhatNeedsItAndLeavesTheRecord() {
        // Given: an application that a reviewer has to look at, with a photo
        var form = RegistrationForms.mobile()
                .with("livePhoto", EvidenceForms.photo(callers.clerk()))
                .with("match.by", "face")
                .with("match.result", "manual");
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        var seen = image(registration, "REGISTRATION", "LEGAL_DUTY");
        assertThat(status("reviewer-1", seen)).isEqualTo(200);
        // When
        var answer = withdraw(proof(form), registration).mustBe(201).mustNotTell(form.personal());
        // Then
        callers.named("reviewer-1").post("/v1/lookups/images", seen.json()).mustRefuse(403, "CONSENT_WITHDRAWN");
        assertThat(status("auditor-1", image(registration, "COMPLIANCE_AUDIT", "LEGAL_DUTY")))
                .isEqualTo(200);
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        var receipt = callers.clerk()
                .get("/v1/registrations/" + registration + "/consent")
                .mustBe(200);
        assertThat(receipt.text("/separateConsent")).isEqualTo("true");
        assertThat(receipt.text("/separateConsentWithdrawnAt")).hasSize(27).startsWith("20");
        assertThat(EventsOf.registration(callers.provisioning(), registration)).contains("consent.withdrawn");
        assertThat(superuser.texts("SELECT act || role FROM audit.entry WHERE entry_id = ?::uuid", answer.auditEntry()))
                .containsExactly("CONSENT_WITHDRAWNclerk");
    }

    @Test
    @DisplayName("section 4 row 8: the line goes on")
    @Tag("PI-15")
    void withdrawnConsentKeepsTheLineActive() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        withdraw(proof(form), registration).mustBe(201);
        assertThat(callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .text("/mayActivate"))
                .isEqualTo("true");
        // and another signing asks for another consent
        callers.clerk()
                .sign(RegistrationForms.anotherMobile(form).without("notice.separateConsent"))
                .mustRefuse(422, "SEPARATE_CONSENT_REQUIRED");
    }

    @Test
    @DisplayName("only what was given, and once")
    @Tag("PI-15")
    void consentIsWithdrawnOnceAndOnlyIfGiven() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var plain = RegistrationForms.anotherFixed(form)
                .without("match")
                .without("livePhoto")
                .without("notice.separateConsent");
        var fixed = callers.clerk().sign(plain).mustBe(201).registration();
        var query = proof(form);
        var clerk = callers.clerk().keyed();
        var request = request(query, registration);
        // When
        var first = clerk.post(WITHDRAWALS, request.json()).mustBe(201);
        // Then
        assertThat(clerk.post(WITHDRAWALS, request.json()).appearance()).isEqualTo(first.appearance());
        withdraw(query, registration).mustRefuse(409, "CONSENT_NOT_GIVEN");
        withdraw(query, fixed).mustRefuse(409, "CONSENT_NOT_GIVEN");
    }

    @Test
    @DisplayName("by the proven holder only")
    @Tag("PI-15")
    @Tag("N-10")
    void consentIsWithdrawnByItsHolderOnly() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var stranger = RegistrationForms.mobile();
        callers.clerk().sign(stranger).mustBe(201);
        withdraw(proof(stranger), registration).mustRefuse(404, "NOT_FOUND");
        withdraw(UUID.randomUUID().toString(), registration).mustRefuse(404, "NOT_FOUND");
        withdraw(null, registration).mustRefuse(422, "FIELD_REQUIRED");
        callers.named("clerk-1-ridge")
                .keyed()
                .post(WITHDRAWALS, request(proof(form), registration).json())
                .mustRefuse(404, "NOT_FOUND");
    }

    private String proof(RequestForm person) {
        return callers.clerk()
                .post(
                        "/v1/subjects/self/numbers",
                        OwnNumbersTest.question(person.with("match.result", "pass"))
                                .json())
                .mustBe(200)
                .auditEntry();
    }

    private ApiReply withdraw(String query, String registration) {
        return callers.clerk()
                .keyed()
                .post(WITHDRAWALS, request(query, registration).json());
    }

    private static RequestForm request(String query, String registration) {
        return RequestForm.empty().with("query", query).with("registrationId", registration);
    }

    private int status(String user, RequestForm question) {
        return callers.named(user).post("/v1/lookups/images", question.json()).status();
    }

    private static RequestForm image(String registration, String purpose, String basis) {
        return RequestForm.empty()
                .with("registrationId", registration)
                .with("kind", "photo")
                .with("purpose", purpose)
                .with("legalBasis", basis);
    }
}
