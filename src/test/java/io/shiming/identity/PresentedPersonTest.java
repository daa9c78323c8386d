package io.shiming.identity;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is noted of a document. */
@Tag("R-9a")
class PresentedPersonTest {
    private static final String CITIZEN = "11000019900307001X";
    private static final LocalDate BORN = LocalDate.of(1990, 3, 7);

    @Test
    void theDayOfBirthIsTheNumbersWhereItTellsOne() {
        assertThat(presented("RIC", CITIZEN, null, null, null).bornOn()).isEqualTo(BORN);
        assertThat(presented("RIC", CITIZEN, BORN, null, null).bornOn()).isEqualTo(BORN);
        assertThat(presented("HMTP", "H00000000", BORN, null, null).bornOn()).isEqualTo(BORN);
    }

    @Test
    void personWithoutADayOfBirthIsRefused() {
        assertThat(refusalOf(() -> presented("HMTP", "H00000000", null, null, null)))
                .isEqualTo(Code.FIELD_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"RIC, 11000019900307001X, 1990-03-08", "TWTP, 00000001, 2026-11-22"})
    void aDayThatCannotBeIsRefused(String type, String number, LocalDate born) {
        assertThat(refusalOf(() -> presented(type, number, born, null, null))).isEqualTo(Code.DOCUMENT_DATES_INVALID);
    }

    @Test
    void aRegisterHasAPageAndNothingElseHas() {
        assertThat(presented("HKB", CITIZEN, null, "3", null).registerPage()).contains("3");
        assertThat(refusalOf(() -> presented("HKB", CITIZEN, null, null, null))).isEqualTo(Code.FIELD_REQUIRED);
        assertThat(refusalOf(() -> presented("HKB", CITIZEN, null, "page 3\n", null)))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> presented("RIC", CITIZEN, null, "3", null))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"CHN", "HKG", "MAC", "TWN", "UZZ", "uto"})
    void invalidStateOfSettlementIsRefused(String settledIn) {
        assertThat(refusalOf(() -> presented("PPT_CN", "E00000000", BORN, null, settledIn)))
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void nothingOfThePersonPrints() {
        assertThat(presented("RIC", CITIZEN, null, null, null)).hasToString("PresentedPerson[withheld]");
        assertThat(new PresentedPerson.Notes(BORN, "3", "UTO")).hasToString("Notes[withheld]");
    }

    private static PresentedPerson presented(
            String type, String number, @Nullable LocalDate born, @Nullable String page, @Nullable String settledIn) {
        var read = DocumentNumber.of(DocumentType.of(type), number, TODAY);
        var validity = type.equals("HKB") ? Validity.longTerm() : Validity.until(TODAY.plusYears(2));
        return PresentedPerson.of(
                PersonName.of("测试人"),
                IdentityDocument.of(read, null, validity, TODAY),
                PostalAddress.of("测试省样例市虚构路1号"),
                new PresentedPerson.Notes(born, page, settledIn),
                TODAY);
    }
}
