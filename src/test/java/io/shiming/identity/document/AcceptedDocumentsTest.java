package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static io.shiming.identity.document.AcceptanceRule.Condition.OVERSEAS_CHINESE;
import static io.shiming.identity.document.AcceptanceRule.Condition.SECOND_REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of accepted documents, and the readings of rows 14 and 15 of section 4. */
@Tag("R-7.1")
@Tag("R-7.2")
@Tag("R-7.3")
@Tag("R-7.4")
@Tag("R-7.5")
class AcceptedDocumentsTest {
    private final AcceptedDocuments reviewed = AcceptedDocuments.reviewed();

    @ParameterizedTest
    @EnumSource
    void everyTypeHasItsEntryAndItsLaw(DocumentType type) {
        var rule = reviewed.ruleFor(type, TODAY).orElseThrow();
        assertThat(rule.accepted()).isTrue();
        assertThat(rule.citation()).startsWith("MIIT Order 25 art. 7(").containsPattern("\\[(read|memory)]$");
        assertThat(type.meaning).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "RIC,(1)",
        "TRIC,(1)",
        "HKB,(1)",
        "PLA,(2)",
        "PAP,(2)",
        "HMTP,(3)",
        "HMTP_F,(3)",
        "TWTP,(3)",
        "PPT_F,(4)",
        "HMRP,(5)",
        "TWRP,(5)",
        "FPR17,(5)",
        "FPR23,(5)",
        "PPT_CN,(5)"
    })
    void everyTypeStandsUnderItsItem(DocumentType type, String item) {
        assertThat(reviewed.ruleFor(type, TODAY).orElseThrow().citation()).startsWith("MIIT Order 25 art. 7" + item);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLA", "PAP", "PPT_CN"})
    void mostTypesAreAcceptedWithoutCondition(DocumentType type) {
        assertThatCode(() -> reviewed.mustAccept(type, TODAY)).doesNotThrowAnyException();
    }

    @Test
    void aChinesePassportIsForOverseasChineseOnly() {
        assertThat(refusalOf(() -> reviewed.mustAccept(DocumentType.PPT_CN, TODAY)))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(refusalOf(() -> reviewed.mustAccept(DocumentType.PPT_CN, TODAY, Set.of(SECOND_REVIEWER))))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThatCode(() -> reviewed.mustAccept(DocumentType.PPT_CN, TODAY, Set.of(OVERSEAS_CHINESE)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLA", "PAP"})
    void aMilitaryDocumentNeedsASecondReviewer(DocumentType type) {
        assertThat(refusalOf(() -> reviewed.mustAccept(type, TODAY))).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThatCode(() -> reviewed.mustAccept(type, TODAY, Set.of(SECOND_REVIEWER)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"RIC,2013-09-01", "HMTP_F,2024-07-10", "FPR23,2023-12-01", "HMRP,2018-09-01"})
    void aTypeIsAcceptedFromItsFirstDay(DocumentType type, LocalDate from) {
        assertThatCode(() -> reviewed.mustAccept(type, from)).doesNotThrowAnyException();
        assertThat(refusalOf(() -> reviewed.mustAccept(type, from.minusDays(1))))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
    }

    @Test
    void aTypeThatIsDisabledIsRefusedFromThatDay() {
        var table = AcceptedDocuments.read(new StringReader(
                "RIC,yes,2013-09-01,,first law\n# a remark\n\nRIC,no,2027-01-01,,second law, in force\n"));
        var last = LocalDate.of(2026, 12, 31);
        assertThatCode(() -> table.mustAccept(DocumentType.RIC, last)).doesNotThrowAnyException();
        assertThat(refusalOf(() -> table.mustAccept(DocumentType.RIC, last.plusDays(1))))
                .isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(table.ruleFor(DocumentType.RIC, last.plusDays(1))
                        .orElseThrow()
                        .citation())
                .isEqualTo("second law, in force");
        assertThat(refusalOf(() -> table.mustAccept(DocumentType.HKB, last))).isEqualTo(Code.DOC_TYPE_NOT_ACCEPTED);
        assertThat(table.rules()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RIC,yes,2013-09-01,",
                "RIC,perhaps,2013-09-01,,law",
                "SSN,yes,2013-09-01,,law",
                "RIC,yes,2013-09-01,WEATHER,law",
                "RIC,yes,2013-09-01,, "
            })
    void anEntryThatCannotBeReadStopsTheStart(String line) {
        assertThatThrownBy(() -> AcceptedDocuments.read(new StringReader(line)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
