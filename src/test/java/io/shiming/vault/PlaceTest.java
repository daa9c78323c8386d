package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.vault.suite.Suite;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final byte[] HEADER = {1, 1, 0, 1};
    private static final List<Place> PLACES = List.of(
            new Place(1, "line", "number", 1, 1, 1),
            new Place(2, "line", "number", 1, 1, 1),
            new Place(1, "linen", "umber", 1, 1, 1),
            new Place(1, "lin", "enumber", 1, 1, 1),
            new Place(1, "line", "number", 2, 1, 1),
            new Place(1, "line", "number", 1, 2, 1),
            new Place(1, "line", "number", 1, 1, 2));

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void everyPartOfAPlaceIsBound() {
        Set<String> bindings = new HashSet<>();
        PLACES.forEach(place -> bindings.add(hex(place.binding(HEADER))));
        assertThat(bindings).hasSameSizeAs(PLACES);
    }

    @Test
    void everyByteOfTheHeaderIsBound() {
        Set<String> bindings = new HashSet<>();
        for (int at = 0; at < HEADER.length; at++) {
            byte[] header = HEADER.clone();
            header[at]++;
            bindings.add(hex(PLACES.get(0).binding(header)));
        }
        assertThat(bindings).hasSize(4).doesNotContain(hex(PLACES.get(0).binding(HEADER)));
    }

    @Test
    void aFieldsKeyDependsOnTableColumnAndSuiteOnly() {
        Set<String> fields = new HashSet<>();
        for (Suite suite : Suite.values()) {
            PLACES.forEach(place -> fields.add(hex(place.field(suite))));
        }
        assertThat(fields).hasSize(3 * 2);
    }
}
