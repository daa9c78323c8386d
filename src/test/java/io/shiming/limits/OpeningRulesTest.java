package io.shiming.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import io.shiming.problem.HelpTable;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final OpeningRules TWO_IN_AN_HOUR =
            OpeningRules.read(new StringReader("r-1 | applications | PT1H | 2 | 2022-12-01 | Law"));

    @Test
    void theReviewedTableReadsAndIsExplained() {
        var broken = OpeningRules.reviewed().broken(person(opening("03:59", "A"), opening("03:58", "B")), NOW);
        assertThat(broken.map(OpeningRule::id)).hasValue("shop-to-shop");
        var help = HelpTable.of(Code.ABNORMAL_OPENING, "shop-to-shop").orElseThrow();
        assertThat(help.english().reason()).contains("two shops");
        assertThat(help.english().documentsNeeded()).isNotEmpty();
    }

    @Test
    void oneFewerThanTheNumberIsNotAbnormal() {
        assertThat(TWO_IN_AN_HOUR.broken(person(opening("03:59", "A")), NOW)).isEmpty();
        assertThat(TWO_IN_AN_HOUR.broken(person(opening("03:59", "A"), opening("03:01", "A")), NOW))
                .isPresent();
    }

    @Test
    void whatIsLongerAgoDoesNotCount() {
        assertThat(TWO_IN_AN_HOUR.broken(person(opening("03:59", "A"), opening("02:59", "A")), NOW))
                .isEmpty();
    }

    @Test
    void aRuleHoldsFromItsFirstDayOn() {
        var tomorrow = OpeningRules.read(new StringReader("r-1 | applications | PT1H | 1 | 2026-11-23 | Law"));
        assertThat(tomorrow.broken(person(opening("03:59", "A")), NOW)).isEmpty();
    }

    @Test
    void anExemptionIsFromOneRule() {
        var exempt = OpeningHistory.read("{\"sanctionedUntil\":null,\"exempt\":[\"r-1\"],\"holdings\":{},\"openings\":["
                + opening("03:59", "A") + "," + opening("03:58", "A") + "]}");
        assertThat(TWO_IN_AN_HOUR.broken(exempt, NOW)).isEmpty();
    }

    @Test
    void suspendedLinesOfAnyServiceCount() {
        var rules = OpeningRules.read(new StringReader("r-2 | suspended | PT0S | 2 | 2022-12-01 | Law"));
        var person = OpeningHistory.read("{\"sanctionedUntil\":null,\"exempt\":[],\"holdings\":{\"mobile\":"
                + "{\"SUSPENDED\":1,\"ACTIVE\":3},\"fixed\":{\"SUSPENDED\":1}},\"openings\":[]}");
        assertThat(rules.broken(person, NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r-1 | applications | PT1H | 2 | 2022-12-01",
                "r-1 | friends | PT1H | 2 | 2022-12-01 | Law",
                "r-1 | applications | an hour | 2 | 2022-12-01 | Law",
                "r-1 | applications | PT1H | two | 2022-12-01 | Law",
            })
    void aLineThatIsNoRuleStopsTheReading(String line) {
        assertThatThrownBy(() -> OpeningRules.read(new StringReader(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }

    private static OpeningHistory person(String... openings) {
        return OpeningHistory.read("{\"sanctionedUntil\":null,\"exempt\":[],\"holdings\":{},\"openings\":["
                + String.join(",", openings) + "]}");
    }

    private static String opening(String time, String shop) {
        return "{\"at\":\"2026-11-22T" + time + ":00.123456+00:00\",\"shop\":\"" + shop + "\"}";
    }
}
