package io.shiming.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.StatutoryDay;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regulation, section 4, row 5: from the end of the last service, to the day after the second anniversary. */
class RetentionTermTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2028-11-22, false",
        "2026-11-22, 2028-11-23, true",
        "2026-02-28, 2028-02-29, true",
        "2024-02-28, 2026-02-28, false",
        "2024-02-28, 2026-03-01, true",
        "2024-02-29, 2026-03-01, false",
        "2024-02-29, 2026-03-02, true",
        "2026-12-31, 2029-01-01, true"
    })
    void aServiceThatEndedIsOverTheDayAfterItsSecondAnniversary(LocalDate ended, LocalDate today, boolean over) {
        // Given: it ended in the last minute of its day, and it is the first minute of today
        var end = ended.atTime(LocalTime.of(23, 59)).atZone(SHANGHAI).toInstant();
        var now = StatutoryDay.startOf(today);
        // Then
        assertThat(end.isBefore(RetentionTerm.endedBefore(now))).isEqualTo(over);
    }
}
