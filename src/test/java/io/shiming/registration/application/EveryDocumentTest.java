package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every holder of a document of Order 25 article 7 can be registered by it. */
@QuarkusTest
@DisplayName("the documents of article 7")
class EveryDocumentTest {
    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @DisplayName("registered by every accepted document")
    @ValueSource(
            strings = {"RIC", "TRIC", "HMTP", "HMTP_F", "TWTP", "HMRP", "TWRP", "FPR17", "FPR23", "PPT_CN", "PPT_F"})
    @Tag("R-7.1")
    @Tag("R-7.3")
    @Tag("R-7.4")
    @Tag("R-7.5")
    void theHolderOfAnAcceptedDocumentIsRegisteredByIt(String type) {
        // Given
        var form = DocumentForms.on(RegistrationForms.fixed(), type);
        // When
        callers.clerk().sign(form).mustBe(201);
        // Then
        var found = callers.auditor().lookUp(RegistrationForms.audit(form).with("fields", List.of("documentNumber")));
        assertThat(found.mustBe(200).text("/subscriber/documentType")).isEqualTo(type);
        assertThat(found.text("/subscriber/documentNumber")).isEqualTo(form.text("subscriber.document.number"));
    }

    @ParameterizedTest
    @DisplayName("a register of an adult and a military document need two pairs of eyes")
    @ValueSource(strings = {"HKB", "PLA", "PAP"})
    @Tag("R-7.1")
    @Tag("R-7.2")
    void aSecondReviewerOpensTheWayForADoubtfulDocument(String type) {
        var form = DocumentForms.on(RegistrationForms.fixed(), type);
        assertThat(callers.clerk().sign(form).mustBe(202).text("/status")).isEqualTo("REVIEW");
        callers.clerk()
                .with("Second-Reviewer", callers.token("clerk-3"))
                .sign(DocumentForms.on(RegistrationForms.fixed(), type))
                .mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("the second reviewer is a colleague")
    @ValueSource(strings = {"clerk-1", "auditor-1", "clerk-1-ridge"})
    @Tag("R-7.2")
    void reviewerIsAnotherClerkOfTheSameDealer(String user) {
        var form = DocumentForms.on(RegistrationForms.fixed(), "PLA");
        var reviewed = callers.clerk().with("Second-Reviewer", callers.token(user));
        reviewed.sign(form).mustRefuse(422, "SECOND_REVIEWER_REQUIRED").mustHelp();
    }

    @Test
    @DisplayName("a token that no issuer signed reviews nothing")
    @Tag("R-7.2")
    void unsignedReviewerTokenIsRefused() {
        var form = DocumentForms.on(RegistrationForms.fixed(), "PAP");
        var token = callers.token("clerk-2");
        var bent = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        for (var none : List.of("clerk-2", bent)) {
            callers.clerk()
                    .with("Second-Reviewer", none)
                    .sign(form)
                    .mustRefuse(422, "SECOND_REVIEWER_REQUIRED")
                    .mustHelp();
        }
    }

    @Test
    @DisplayName("a Chinese passport is for those who have settled abroad")
    @Tag("R-7.5")
    void aChinesePassportIsForOverseasChineseOnly() {
        var form = DocumentForms.on(RegistrationForms.fixed(), "PPT_CN");
        callers.clerk()
                .sign(form.without("subscriber.document.settledIn"))
                .mustRefuse(422, "DOC_TYPE_NOT_ACCEPTED")
                .mustHelp();
        callers.clerk().sign(form.with("subscriber.document.settledIn", "CHN")).mustRefuse(400, "INVALID_ARGUMENT");
    }

    @ParameterizedTest
    @DisplayName("what the document needs, and nothing that it does not have")
    @CsvSource({
        "HKB, registerPage, FIELD_REQUIRED",
        "HMTP, birthDate, FIELD_REQUIRED",
        "PPT_F, birthDate, FIELD_REQUIRED",
        "PPT_F, issuingCountry, DOCUMENT_REQUIRED"
    })
    @Tag("R-9a")
    void aDocumentWithoutItsOwnFieldIsRefused(String type, String field, String code) {
        var form = DocumentForms.on(RegistrationForms.fixed(), type).without("subscriber.document." + field);
        var reviewed = callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
        reviewed.sign(form).mustRefuse(422, code);
    }

    @ParameterizedTest
    @DisplayName("a page of a register, a country of settlement, only where they belong")
    @CsvSource({"RIC, registerPage, 3", "HMTP, settledIn, UTO"})
    @Tag("D-2a")
    void aFieldOfAnotherDocumentIsRefused(String type, String field, String value) {
        var form = DocumentForms.on(RegistrationForms.fixed(), type).with("subscriber.document." + field, value);
        callers.clerk().sign(form).mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("a day of birth that the number contradicts")
    @Tag("R-9a")
    void aDayOfBirthThatTheNumberContradictsIsRefused() {
        var form =
                DocumentForms.on(RegistrationForms.fixed(), "HMRP").with("subscriber.document.birthDate", "1990-01-02");
        callers.clerk().sign(form).mustRefuse(422, "DOCUMENT_DATES_INVALID").mustHelp();
    }
}
