package io.shiming.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.day.StatutoryDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

    @Test
    @DisplayName("what a rule on abnormal openings counts is there as long as it looks back")
    @Tag("AF-10b")
    void noRuleLooksBackFurtherThanApplicationsAreKept() throws Exception {
        // Given
        var now = Instant.parse("2026-11-22T04:00:00Z");
        var kept = Duration.between(RetentionTerm.refusedBefore(now), now);
        // When
        try (var table = getClass().getResourceAsStream("/rules/abnormal-openings.csv")) {
            var lookingBack = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Duration.parse(line.split("\\|", -1)[2].strip()))
                    .toList();
            // Then
            assertThat(lookingBack).isNotEmpty().allSatisfy(within -> assertThat(within)
                    .isLessThanOrEqualTo(kept));
        }
    }
}
