package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation section 2.6, last row: which century two digits mean. */
class PrintedDateTest {

    @ParameterizedTest
    @CsvSource({
        "261121,2026-11-21",
        "261122,1926-11-22",
        "000229,2000-02-29",
        "270101,1927-01-01",
        "280229,1928-02-29",
        "991231,1999-12-31"
    })
    void aBirthIsTheLatestThatIsPast(String text, LocalDate day) {
        assertThat(PrintedDate.ofBirth(text, TODAY)).contains(day);
    }

    @ParameterizedTest
    @CsvSource({"000101,2000-01-01", "991231,2099-12-31", "280229,2028-02-29"})
    void anExpiryIsOfThisCentury(String text, LocalDate day) {
        assertThat(PrintedDate.ofExpiry(text)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"901301", "900230", "900100", "9001<<", "90011", "9001011", "", "９00101", "-90101"})
    void sixCharactersThatAreNoDayAreNone(String text) {
        assertThat(PrintedDate.ofBirth(text, TODAY)).isEmpty();
        assertThat(PrintedDate.ofExpiry(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"19901301", "19900229", "1990010", "199001011", "1990010a", "١٩٩٠٠١٠١"})
    void eightCharactersThatAreNoDayAreNone(String text) {
        assertThat(PrintedDate.ofEight(text)).isEmpty();
    }
}
