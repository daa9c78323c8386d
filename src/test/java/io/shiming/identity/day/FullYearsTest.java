package io.shiming.identity.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regulation section 4, row 12. */
class FullYearsTest {

    @ParameterizedTest
    @CsvSource({
        "2012-11-21,2026-11-20,13",
        "2012-11-21,2026-11-21,14",
        "2012-02-29,2026-02-28,13",
        "2012-02-29,2026-03-01,14",
        "2012-02-29,2028-02-28,15",
        "2012-02-29,2028-02-29,16"
    })
    void capacityBeginsOnTheBirthday(LocalDate bornOn, LocalDate day, int age) {
        assertThat(FullYears.at(bornOn, day)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({
        "2012-11-21,2026-11-20,true",
        "2012-11-21,2026-11-21,true",
        "2012-11-21,2026-11-22,false",
        "2012-02-29,2026-03-01,true",
        "2012-02-29,2026-03-02,false"
    })
    void protectionEndsTheDayAfterTheBirthday(LocalDate bornOn, LocalDate day, boolean under) {
        assertThat(FullYears.stillUnder(14, bornOn, day)).isEqualTo(under);
    }

    @Test
    void onTheDayOfBirthEverybodyIsProtected() {
        var day = LocalDate.of(2026, 1, 1);
        assertThat(FullYears.stillUnder(1, day, day)).isTrue();
    }
}
