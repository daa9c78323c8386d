package io.shiming.identity.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 3166-1 and ICAO Doc 9303 part 3, section 5. */
class IssuingStateTest {

    @ParameterizedTest
    @ValueSource(strings = {"GBR", "KAZ", "USA", "DEU", "SSD", "UTO", "XXA", "XXB", "UNO", "EUE", "XPO", "GBN"})
    void aStateOrBodyAbroadIsForeign(String code) {
        assertThat(IssuingState.foreign(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHN", "HKG", "MAC", "TWN"})
    void chinaIsKnownAndNotForeign(String code) {
        assertThat(IssuingState.known(code)).isTrue();
        assertThat(IssuingState.foreign(code)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KAA", "ZZZ", "gbr", "GB", "D", "826", "ＧＢＲ"})
    void anythingElseIsUnknown(String code) {
        assertThat(IssuingState.known(code)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "124,true",
        "398,true",
        "840,true",
        "826,true",
        "728,true",
        "999,false",
        "0,false",
        "1,false",
        "2,false",
        "156,false",
        "158,false",
        "344,false",
        "446,false"
    })
    void aNumericCodeIsAStateAbroad(int code, boolean foreign) {
        assertThat(IssuingState.foreignNumeric(code)).isEqualTo(foreign);
    }

    /** Why the set is built from letters: the library numbers what is no state. */
    @Test
    void icuNumbersTheUnknownRegion() {
        assertThat(Region.getInstance(999).getNumericCode()).isEqualTo(999);
        assertThat(Region.getInstance(1).getNumericCode()).isEqualTo(1);
    }

    @Test
    void germanyHasOneLetterInAZone() {
        assertThat(IssuingState.ofZone("D<<")).isEqualTo("DEU");
        assertThat(IssuingState.ofZone("UTO")).isEqualTo("UTO");
    }
}
