package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.shiming.problem.Code;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-8a")
@DisplayName("2.4: the certificates of organisations")
class OrganisationDocumentTest {
    private final AcceptedDocuments reviewed = AcceptedDocuments.reviewed();

    @ParameterizedTest
    @CsvSource({
        "USCC_LIC, 91110000000000000E, ORGANISATION:000000000",
        "USCC_LIC, 91310000MA0000007L, ORGANISATION:MA0000007",
        "INST_CERT, 123300000000000196, ORGANISATION:000000019",
        "SOC_CERT, 51440000000000027T, ORGANISATION:000000027",
        "ORG_OTHER, N2510000000000035B, ORGANISATION:000000035",
        "ORG9, MA000000-7, ORGANISATION:MA0000007"
    })
    void everyOrganisationCertificateYieldsItsCanonicalNumber(String documentType, String number, String canonical) {
        var document = document(documentType, number, "long-term");
        assertThat(document.canonical()).isEqualTo(canonical);
        assertThat(document.verbatim()).isEqualTo(number);
        assertThat(document.failsACheck()).isFalse();
        assertThat(document).hasToString("OrganisationDocument[" + documentType + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "INST_CERT, 91110000000000000E",
        "USCC_LIC, 123300000000000196",
        "ORG_OTHER, 51440000000000027T",
        "SOC_CERT, N2510000000000035B"
    })
    void aCodeOfAnotherRegistrarIsOfAnotherCertificate(String documentType, String number) {
        assertThat(refusalOf(() -> document(documentType, number, "long-term"))).isEqualTo(Code.DOC_TYPE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"911100000000000001", "91110000000000001H"})
    void aCodeThatFailsACheckIsMarked(String number) {
        assertThat(document("USCC_LIC", number, "long-term").failsACheck()).isTrue();
    }

    @Test
    void aCertificateIsInForceThroughItsLastDay() {
        assertThatCode(() -> document("USCC_LIC", "91110000000000000E", TODAY.toString()))
                .doesNotThrowAnyException();
        assertThat(refusalOf(() -> document(
                        "USCC_LIC", "91110000000000000E", TODAY.minusDays(1).toString())))
                .isEqualTo(Code.DOCUMENT_EXPIRED);
        assertThat(refusalOf(() -> OrganisationDocument.of(
                        OrganisationDocumentType.USCC_LIC,
                        "91110000000000000E",
                        TODAY.plusDays(1),
                        Validity.longTerm(),
                        TODAY)))
                .isEqualTo(Code.DOCUMENT_NOT_YET_VALID);
    }

    @ParameterizedTest
    @EnumSource
    void everyCertificateHasItsEntryAndItsLaw(OrganisationDocumentType documentType) {
        var rule = reviewed.ruleFor(documentType, TODAY).orElseThrow();
        assertThat(rule.accepted()).isEqualTo(documentType != OrganisationDocumentType.ORG9);
        assertThat(rule.citation()).containsPattern("\\[(read|memory)]$");
        assertThat(documentType.meaning).isNotBlank();
    }

    @Test
    void anOldCodeIsNoLongerAccepted() {
        assertThat(refusalOf(() -> reviewed.mustAccept(OrganisationDocumentType.ORG9, TODAY)))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(refusalOf(() -> OrganisationDocumentType.of("RIC"))).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(DocumentKind.named("RIC")).isEqualTo(DocumentType.RIC);
        assertThat(DocumentKind.named("ORG9")).isEqualTo(OrganisationDocumentType.ORG9);
    }

    private static OrganisationDocument document(String documentType, String number, String until) {
        return OrganisationDocument.of(
                OrganisationDocumentType.of(documentType), number, null, Validity.of(until), TODAY);
    }
}
