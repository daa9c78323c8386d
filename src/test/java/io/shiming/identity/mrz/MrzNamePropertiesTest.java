package io.shiming.identity.mrz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.text.RuleTable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The names agree for each spelling of a letter and each treatment of a sign that a state chooses. */
@Tag("case-B7")
class MrzNamePropertiesTest {
    private static final int FULL = 39;

    private static final Map<String, List<String>> LISTED = RuleTable.entries("/rules/zone-letters.csv").stream()
            .map(entry -> RuleTable.columns(entry, 4))
            .collect(Collectors.toMap(
                    columns -> columns.get(1),
                    columns -> List.of(columns.get(2).split(" ", -1)),
                    (one, other) -> java.util.stream.Stream.of(one, other)
                            .flatMap(List::stream)
                            .toList()));

    @Provide
    Arbitrary<List<String>> letters() {
        var listed = Arbitraries.of(LISTED.keySet().stream().sorted().toList());
        var plain = Arbitraries.chars().range('A', 'Z').map(String::valueOf);
        return Arbitraries.oneOf(listed, plain).list().ofMinSize(1).ofMaxSize(7);
    }

    @Property(tries = 2_000)
    void anyChoiceOfSpellingsAgrees(
            @ForAll("letters") List<String> family, @ForAll("letters") List<String> given, @ForAll Random choice) {
        var sign = List.of("'", "-", "/", ".", "\u2018", "\u02BB", "\u2011").get(choice.nextInt(7));
        var printed = String.join("", family) + sign + "D " + String.join("", given);
        var zone = spelled(family, choice) + (choice.nextBoolean() ? "<D" : "D") + "<<" + spelled(given, choice);
        if (zone.length() >= FULL) return;
        assertThat(MrzName.agree(zone, printed)).as("%s %s", zone, printed).isTrue();
        assertThat(MrzName.agree(zone, printed.toLowerCase(java.util.Locale.ROOT)))
                .as("%s %s", zone, printed)
                .isTrue();
        assertThat(MrzName.agree(zone + "Q", printed)).isFalse();
        assertThat(MrzName.agree("Q" + zone, printed)).isFalse();
    }

    private static String spelled(List<String> letters, Random choice) {
        return letters.stream()
                .map(letter -> {
                    var spellings = LISTED.getOrDefault(letter, List.of(letter));
                    return spellings.get(choice.nextInt(spellings.size()));
                })
                .collect(Collectors.joining());
    }
}
