package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.shiming.identity.document.IdentityDocument.Doubt;
import io.shiming.problem.Code;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regulation section 2.6: age and expiry. */
class RegulationTermTest {
    private static final String BORN_1949_12_31 = "11010519491231002X";
    private static final String BORN_1990_03_07 = "11000019900307001X";
    private static final String BORN_2000_02_29 = "650000200002290038";
    private static final String BORN_2013_01_01 = "440000201301010046";

    @ParameterizedTest(name = "{0} issued {1}: {2}")
    @CsvSource({
        BORN_2013_01_01 + ",2025-06-01,2030-06-01",
        BORN_2000_02_29 + ",2018-05-05,2028-05-05",
        BORN_2000_02_29 + ",2016-03-01,2026-03-01", // sixteen that day: either age
        BORN_2000_02_29 + ",2026-02-28,2036-02-28", // still 25
        BORN_2000_02_29 + ",2026-03-02,2046-03-02", // 26
        BORN_2000_02_29 + ",2024-02-29,2034-02-28",
        BORN_2000_02_29 + ",2024-02-29,2034-03-01",
        BORN_1990_03_07 + ",2016-03-07,2036-03-07",
        BORN_1949_12_31 + ",1995-12-30,2015-12-30",
        BORN_1949_12_31 + ",1995-12-31,long-term",
        BORN_1949_12_31 + ",2005-01-01,long-term",
    })
    void aCardOfTheTermForItsHoldersAgeIsValid(String number, LocalDate issuedOn, String validity) {
        var document = resident(DocumentType.RIC, number);
        assertThat(IdentityDocument.of(document, issuedOn, Validity.of(validity), issuedOn)
                        .validity())
                .isEqualTo(Validity.of(validity));
    }

    @ParameterizedTest(name = "{0} issued {1}: {2}")
    @CsvSource({
        BORN_2013_01_01 + ",2025-06-01,2035-06-01",
        BORN_2000_02_29 + ",2026-02-28,2046-02-28",
        BORN_2000_02_29 + ",2018-05-05,2028-05-04",
        BORN_2000_02_29 + ",2018-05-05,2028-05-06",
        BORN_2000_02_29 + ",2018-05-05,long-term",
        BORN_1990_03_07 + ",2016-03-08,2026-03-08",
        BORN_1990_03_07 + ",2026-03-08,long-term",
        BORN_1949_12_31 + ",2005-01-01,2025-01-01",
        BORN_1949_12_31 + ",1949-12-30,long-term",
    })
    void aCardOfAnotherTermIsNone(String number, LocalDate issuedOn, String validity) {
        var document = resident(DocumentType.RIC, number);
        assertThat(refusalOf(() -> IdentityDocument.of(document, issuedOn, Validity.of(validity), issuedOn)))
                .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        BORN_1990_03_07 + ",2046-11-21,true",
        BORN_1990_03_07 + ",2046-11-22,false",
        BORN_1990_03_07 + ",long-term,false",
        BORN_1949_12_31 + ",long-term,true"
    })
    void withoutADayOfIssueOnlyTheWidestBoundHolds(String number, String validity, boolean valid) {
        var document = resident(DocumentType.RIC, number);
        if (valid)
            assertThat(IdentityDocument.of(document, null, Validity.of(validity), TODAY)
                            .issuedOn())
                    .isEmpty();
        else
            assertThat(refusalOf(() -> IdentityDocument.of(document, null, Validity.of(validity), TODAY)))
                    .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @Test
    void aCardIsValidThroughThePrintedDay() {
        var number = resident(DocumentType.RIC, BORN_1990_03_07);
        var issuedOn = LocalDate.of(2016, 11, 21); // 26: twenty years
        var lastDay = LocalDate.of(2036, 11, 21);
        assertThatCode(() -> IdentityDocument.of(number, issuedOn, Validity.until(lastDay), lastDay))
                .doesNotThrowAnyException();
        assertThat(refusalOf(() -> IdentityDocument.of(number, issuedOn, Validity.until(lastDay), lastDay.plusDays(1))))
                .isEqualTo(Code.DOCUMENT_EXPIRED);
    }

    @Test
    void aCardOfTomorrowIsNotValidYet() {
        var number = resident(DocumentType.RIC, BORN_1990_03_07);
        assertThat(refusalOf(() ->
                        IdentityDocument.of(number, TODAY.plusDays(1), Validity.until(TODAY.plusYears(20)), TODAY)))
                .isEqualTo(Code.DOCUMENT_NOT_YET_VALID);
    }

    @Test
    void aCardDoesNotEndBeforeItBegins() {
        var number = resident(DocumentType.RIC, BORN_1990_03_07);
        assertThat(refusalOf(() -> IdentityDocument.of(number, TODAY, Validity.until(TODAY.minusDays(1)), TODAY)))
                .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @ParameterizedTest(name = "{0} for {2}")
    @CsvSource({
        "TRIC," + BORN_1990_03_07 + ",P3M",
        "HMTP,H00000000,P10Y",
        "HMTP_F,HA0000000,P5Y",
        "TWTP,00000000,P5Y",
        "HMRP,810000199001019996,P5Y",
        "TWRP,83000019900101999X,P5Y",
        "FPR17,UTO110090030706,P10Y",
        "FPR23,931840199003079987,P10Y",
        "PPT_CN,E00000000,P10Y",
    })
    void aTermHasALongestLength(DocumentType type, String text, Period longest) {
        var number = DocumentNumber.of(type, text, TODAY);
        var lastDay = TODAY.plus(longest);
        assertThat(IdentityDocument.of(number, TODAY, Validity.until(lastDay), TODAY)
                        .issuedOn())
                .contains(TODAY);
        for (Validity tooLong : new Validity[] {Validity.until(lastDay.plusDays(1)), Validity.longTerm()}) {
            assertThat(refusalOf(() -> IdentityDocument.of(number, TODAY, tooLong, TODAY)))
                    .isEqualTo(Code.DOCUMENT_DATES_INVALID);
            assertThat(refusalOf(() -> IdentityDocument.of(number, null, tooLong, TODAY)))
                    .isEqualTo(Code.DOCUMENT_DATES_INVALID);
        }
    }

    @Test
    void aTemporaryCardOfFourMonthsIsNone() {
        var number = resident(DocumentType.TRIC, BORN_1990_03_07);
        assertThat(refusalOf(() -> IdentityDocument.of(number, TODAY, Validity.until(TODAY.plusMonths(4)), TODAY)))
                .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @Test
    void aHouseholdRegisterHasNoLastDay() {
        var number = resident(DocumentType.HKB, BORN_2013_01_01);
        assertThat(IdentityDocument.of(number, null, Validity.longTerm(), TODAY).doubts(TODAY))
                .isEmpty();
        assertThat(refusalOf(() -> IdentityDocument.of(number, null, Validity.until(TODAY.plusYears(1)), TODAY)))
                .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @Test
    void aPassportHasALastDay() {
        var number = DocumentNumber.of(DocumentType.PPT_F, "SPEC2014", "UTO", TODAY);
        assertThat(refusalOf(() -> IdentityDocument.of(number, null, Validity.longTerm(), TODAY)))
                .isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "HKB,11000019900307001X,long-term,HOUSEHOLD_REGISTER_OF_AN_ADULT",
        "HKB,330000201004200067,long-term,HOUSEHOLD_REGISTER_OF_AN_ADULT",
        "RIC,440524188001010014,long-term,HOLDER_OVER_120_YEARS",
        "PLA,军字第00000000号,2030-01-01,MILITARY_DOCUMENT",
        "PAP,武字第00000000号,long-term,MILITARY_DOCUMENT",
    })
    void aDoubtfulDocumentAsksForASecondLook(DocumentType type, String text, String validity, Doubt doubt) {
        var number = DocumentNumber.of(type, text, TODAY);
        assertThat(IdentityDocument.of(number, null, Validity.of(validity), TODAY)
                        .doubts(TODAY))
                .containsExactly(doubt);
    }

    @ParameterizedTest
    @CsvSource({
        "'',",
        "2026-02-30,",
        "2026-2-3,",
        "２０２６-01-01,",
        "long term,",
        "LONG-TERM,",
        "2026/01/01,",
        "+2026-1-01,",
        "2026-01-0a,"
    })
    void aDateInAnyOtherFormIsRefused(String text) {
        assertThat(refusalOf(() -> Validity.of(text))).isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"2028-02-29,false", "long-term,true"})
    void aValidityReadsWhatItWrites(String text, boolean longTerm) {
        assertThat(Validity.of(text).text()).isEqualTo(text);
        assertThat(Validity.of(text).isLongTerm()).isEqualTo(longTerm);
        assertThat(Validity.of(text)).isEqualTo(Validity.of(text)).hasSameHashCodeAs(Validity.of(text));
    }

    private static DocumentNumber resident(DocumentType type, String text) {
        return DocumentNumber.of(type, text, TODAY);
    }
}
