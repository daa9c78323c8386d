package io.shiming.identity.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of the standards themselves. */
class CheckDigitTest {

    /** ICAO Doc 9303 part 3, 4.9, both examples, and a field of fillers. */
    @ParameterizedTest
    @CsvSource({"520727,3", "AB2134<<<,5", "<<<<<<<<<<<<<<,0"})
    void theExamplesOfIcao(String field, char check) {
        assertThat(CheckDigit.icao(field)).isEqualTo(check);
    }

    /** GB 11643-1999, the two specimens; the second shows a digit, the first the X for ten. */
    @ParameterizedTest
    @CsvSource({"11010519491231002,X", "44052418800101001,4"})
    void theSpecimensOfTheCitizensNumber(String digits, char check) {
        assertThat(CheckDigit.gb11643(digits)).isEqualTo(check);
    }

    /** A remainder of 0 gives 11, written 0; of 1 gives 10, written X. */
    @ParameterizedTest
    @CsvSource({"00000000,0", "00000005,1", "00000006,X"})
    void theOrganisationCodeWritesTenAndEleven(String code, char check) {
        assertThat(CheckDigit.gb11714(code)).isEqualTo(check);
    }

    /** Where the weighted sum is divisible by 31, some libraries look past the end of the alphabet. */
    @ParameterizedTest
    @CsvSource({"91110000000000457,0", "91110000000000334,Y", "00000000000000000,0"})
    void theCreditCodeComesRoundToNothing(String code, char check) {
        assertThat(CheckDigit.gb32100(code)).isEqualTo(check);
    }
}
