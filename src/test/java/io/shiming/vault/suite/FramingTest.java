package io.shiming.vault.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramingTest {

    private static String framed(Object... values) {
        var framing = new Framing();
        for (Object value : values) {
            if (value instanceof Long number) {
                framing.add(number);
            } else {
                framing.add((String) value);
            }
        }
        return HexFormat.of().formatHex(framing.bytes());
    }

    @Test
    void aValueIsPrecededByItsLength() {
        assertThat(framed("ab", 5L)).isEqualTo("000000026162" + "00000008" + "0000000000000005");
    }

    @Test
    void textsCountInBytesOfUtf8() {
        assertThat(framed("样")).isEqualTo("00000003e6a0b7");
    }

    @Test
    void noTwoListsOfValuesFrameAlike() {
        var lists = List.of(
                new Object[] {},
                new Object[] {""},
                new Object[] {"", ""},
                new Object[] {"ab"},
                new Object[] {"a", "b"},
                new Object[] {"ab", ""},
                new Object[] {"", "ab"},
                new Object[] {1L},
                new Object[] {1L, 1L},
                new Object[] {257L},
                new Object[] {-1L});
        Set<String> seen = new HashSet<>();
        for (Object[] list : lists) {
            seen.add(framed(list));
        }
        assertThat(seen).hasSameSizeAs(lists);
    }

    @Test
    void whatIsLongerThanExpectedIsFramedWhole() {
        String name = "n".repeat(500);
        assertThat(new Framing().add("a").add(name).add(7).bytes())
                .hasSize(5 + 504 + 12)
                .endsWith(0, 0, 7);
        assertThat(framed("a", name, "b")).isEqualTo("0000000161" + "000001f4" + "6e".repeat(500) + "0000000162");
    }
}
