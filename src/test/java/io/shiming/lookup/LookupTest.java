package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LookupTest {
    private static final List<String> EVERY_FIELD =
            List.of("name", "documentNumber", "birthDate", "address", "serviceNumber", "installationAddress");

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    void aSubscriberIsFoundByLineByDocumentAndByRegistration() {
        // Given
        var form = RegistrationForms.internetByPassport();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var document =
                Map.of("type", "PPT_F", "number", form.text("subscriber.document.number"), "issuingCountry", "UTO");
        // When
        var byLine = callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        var byDocument = callers.auditor()
                .lookUp(RegistrationForms.audit(form).without("line").with("document", document))
                .mustBe(200);
        var byRegistration = callers.auditor()
                .lookUp(RegistrationForms.audit(form).without("line").with("registrationId", registration))
                .mustBe(200);
        // Then
        assertThat(List.of(byLine, byDocument, byRegistration))
                .extracting(ApiReply::registration)
                .containsOnly(registration);
    }

    @Test
    @DisplayName("masked")
    @Tag("R-12")
    @Tag("D-3")
    void everyFieldIsMaskedUnlessAskedFor() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        // When
        var masked = callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        // Then
        masked.mustNotTell(form.personal());
        masked.mustNotTell(List.of(form.text("service.installationAddress")));
        assertThat(masked.text("/subscriber/documentNumber")).matches("[0-9]{4}\\*{10}[0-9]{3}[0-9X]");
        assertThat(masked.json().at("/unmasked").size()).isZero();
    }

    @Test
    void onlyTheFieldsAskedForAreShownInFull() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        // When
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("address")))
                .mustBe(200);
        // Then
        assertThat(shown.text("/subscriber/address")).isEqualTo(form.text("subscriber.address"));
        shown.mustNotTell(List.of(form.text("subscriber.name"), form.text("subscriber.document.number")));
    }

    @Test
    void whatWasSignedIsWhatAnAuditSees() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        // When
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", EVERY_FIELD))
                .mustBe(200);
        // Then
        assertThat(shown.text("/subscriber/name")).isEqualTo(form.text("subscriber.name"));
        assertThat(shown.text("/subscriber/documentNumber")).isEqualTo(form.text("subscriber.document.number"));
        assertThat(shown.text("/subscriber/address")).isEqualTo(form.text("subscriber.address"));
        assertThat(shown.text("/subscriber/serviceNumber")).isEqualTo(form.text("service.accessAccount"));
        assertThat(shown.text("/subscriber/installationAddress")).isEqualTo(form.text("service.installationAddress"));
        assertThat(shown.text("/subscriber/birthDate").replace("-", ""))
                .isEqualTo(form.text("subscriber.document.number").substring(6, 14));
    }

    @Test
    void theReceiptIsThatOfAnEntryAboutThatLookup() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        // When
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("name")))
                .mustBe(200);
        // Then
        var entry = superuser.texts(
                "SELECT encode(leaf_hash, 'hex') || ' ' || act || ' ' || decision || ' ' || purpose || ' '"
                        + " || (convert_from(bytes, 'UTF8')::jsonb ->> 'fields')"
                        + " FROM audit.entry WHERE entry_id = ?::uuid",
                shown.text("/receipt/entryId"));
        assertThat(entry)
                .containsExactly(
                        shown.text("/receipt/leafHash") + " SUBJECT_LOOKED_UP ALLOWED COMPLIANCE_AUDIT [\"name\"]");
    }

    @Test
    void anUnknownLineAndAnotherOperatorsLookTheSame() {
        // Given
        var theirs = RegistrationForms.internet();
        var registration =
                callers.named("clerk-1-ridge").sign(theirs).mustBe(201).registration();
        var unknown = RegistrationForms.internet();
        var audit = RegistrationForms.audit(theirs).without("line");
        // When
        var foreignLine = callers.auditor().lookUp(RegistrationForms.audit(theirs));
        var unknownLine = callers.auditor().lookUp(RegistrationForms.audit(unknown));
        var foreignId = callers.auditor().lookUp(audit.with("registrationId", registration));
        var unknownId = callers.auditor()
                .lookUp(audit.with("registrationId", UUID.randomUUID().toString()));
        // Then
        foreignLine.mustRefuse(404, "NOT_FOUND");
        assertThat(List.of(unknownLine, foreignId, unknownId))
                .extracting(ApiReply::appearance)
                .containsOnly(foreignLine.appearance());
    }

    /** A lookup by each role that may make one, with what the policy says of it. */
    @ParameterizedTest
    @CsvSource({
        "clerk-1, CUSTOMER_SERVICE, CONTRACT, , , 200, ''",
        "clerk-1, CUSTOMER_SERVICE, CONTRACT, , name, 403, PERMISSION_DENIED",
        "clerk-1, COMPLIANCE_AUDIT, LEGAL_DUTY, , , 403, PURPOSE_NOT_ALLOWED",
        "clerk-1, CUSTOMER_SERVICE, CONSENT, , , 403, PURPOSE_NOT_ALLOWED",
        "warrant-1, LAWFUL_ORDER, COOPERATION_WITH_AUTHORITY, , name, 422, CASE_REQUIRED",
        "auditor-1, LAWFUL_ORDER, COOPERATION_WITH_AUTHORITY, CASE-1, name, 403, PURPOSE_NOT_ALLOWED",
        "warrant-1, LAWFUL_ORDER, COOPERATION_WITH_AUTHORITY, CASE-1, name, 403, CASE_NOT_IN_FORCE",
        "support-1, CUSTOMER_SERVICE, CONTRACT, , , 200, ''",
        "auditor-1, MARKETING, CONSENT, , , 403, PURPOSE_NOT_ALLOWED",
        "auditor-1, , LEGAL_DUTY, , , 422, PURPOSE_REQUIRED",
        "auditor-1, COMPLIANCE_AUDIT, , , , 422, PURPOSE_REQUIRED",
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, , , 422, CASE_REQUIRED",
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, CASE-2, address, 200, ''",
        "officer-1, DISPUTE, LEGAL_DUTY, CASE-3, documentNumber, 200, ''",
        "officer-1, DISPUTE, LEGAL_DUTY, CASE-3, address, 403, PERMISSION_DENIED"
    })
    void thePolicyDecides(
            String user, String purpose, String basis, String caseRef, String field, int status, String code) {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var question = RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", purpose)
                .with("legalBasis", basis)
                .with("caseRef", caseRef)
                .with("fields", field == null ? List.of() : List.of(field));
        // When
        var answer = callers.named(user).lookUp(question);
        // Then
        assertThat(answer.status() + answer.code()).as(answer.body()).isEqualTo(status + code);
        if (status != 200) {
            answer.mustHaveErrorShape().mustNotTell(form.personal());
        }
    }

    @Test
    void aQuestionForTwoThingsOrNoneIsRefused() {
        var form = RegistrationForms.internet();
        var audit = RegistrationForms.audit(form);
        callers.auditor().lookUp(audit.without("line")).mustRefuse(400, "INVALID_ARGUMENT");
        callers.auditor()
                .lookUp(audit.with("registrationId", UUID.randomUUID().toString()))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }
}
