package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The applicant's signature is a part of contract and consent. */
@QuarkusTest
@DisplayName("the applicant's signature")
class SignatureTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @ParameterizedTest
    @CsvSource({"electronic, sig/2026-77"})
    void isShownInTheReceiptAndTheContractAndBoundToTheLog(String kind, String reference) throws Exception {
        // Given
        var form = signed(RegistrationForms.mobile(), kind, reference);
        // When
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        // Then
        mustBeShown(form, registration, kind, reference);
        // And an edit is found
        superuser.run("SET session_replication_role = replica; UPDATE registry.registration"
                + " SET signature_ref = 'another' WHERE public_id = '" + registration + "'");
        sweeping.pass(1);
        assertThat(named(registration)).containsExactly("contract EDITED");
    }

    @Test
    void mayBeAnImageThatTheSigningNames() throws Exception {
        // Given
        var image = EvidenceForms.copy(callers.clerk());
        var form = signed(RegistrationForms.mobile().with("copies", List.of(image)), "image", image);
        // When
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        // Then
        mustBeShown(form, registration, "image", image);
    }

    @ParameterizedTest
    @CsvSource({
        "stamp, x, INVALID_ARGUMENT, 400, /signature/kind",
        ", x, FIELD_REQUIRED, 422, /signature/kind",
        "electronic, , FIELD_REQUIRED, 422, /signature/reference",
        "image, 00000000-0000-7000-8000-000000000000, EVIDENCE_NOT_USABLE, 422, /signature/reference",
        "electronic, a b, INVALID_ARGUMENT, 400, /signature/reference",
        "electronic, 11000019900307001X, REFERENCE_IDENTIFIES_PERSON, 422, /signature/reference"
    })
    void isRefusedInAnyOtherForm(String kind, String reference, String code, int status, String field) {
        var form =
                RegistrationForms.mobile().with("signature", RequestForm.empty().json());
        if (kind != null) form = form.with("signature.kind", kind);
        if (reference != null) form = form.with("signature.reference", reference);
        callers.clerk().sign(form).mustRefuse(status, code).mustName(field);
    }

    private void mustBeShown(RequestForm form, String registration, String kind, String reference) throws Exception {
        var expected = "{\"kind\":\"" + kind + "\",\"reference\":\"" + reference + "\"}";
        var receipt = callers.clerk()
                .get("/v1/registrations/" + registration + "/consent")
                .mustBe(200);
        assertThat(receipt.json().at("/signature").toString()).isEqualTo(expected);
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("contract", "consent")))
                .mustBe(200);
        assertThat(shown.json().at("/provenance/contract/signature").toString()).isEqualTo(expected);
        assertThat(shown.json().at("/provenance/consent/signature").toString()).isEqualTo(expected);
        sweeping.pass(1);
        assertThat(named(registration)).isEmpty();
    }

    private List<String> named(String registration) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid ORDER BY entry_id",
                registration);
    }

    private static RequestForm signed(RequestForm form, String kind, String reference) {
        return form.with("signature.kind", kind).with("signature.reference", reference);
    }
}
