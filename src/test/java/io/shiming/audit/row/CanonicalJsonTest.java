package io.shiming.audit.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Property(tries = 500)
    void everyObjectIsWrittenAsTheReferenceLibraryWritesIt(
            @ForAll @Size(max = 6) Map<@StringLength(max = 8) String, @StringLength(max = 40) String> texts,
            @ForAll @Size(max = 4) List<@StringLength(max = 8) String> list,
            @ForAll @IntRange(min = Integer.MIN_VALUE) int number,
            @ForAll boolean truth)
            throws IOException {
        var members = new TreeMap<String, Object>();
        texts.forEach((name, text) -> {
            if (isWhole(name) && isWhole(text)) members.put(name, text);
        });
        members.put("list", list.stream().filter(CanonicalJsonTest::isWhole).toList());
        members.put("number", number);
        members.put("truth", truth);
        var reference = new JsonCanonicalizer(new ObjectMapper().writeValueAsString(members)).getEncodedUTF8();
        assertThat(CanonicalJson.write(members)).isEqualTo(reference);
    }

    @Test
    void controlCharactersQuotesAndHanAreWrittenAsTheReferenceLibraryWritesThem() throws IOException {
        var all = new StringBuilder("\"\\/\u007f\u2028\u5b9e\u540d\ud840\udc00");
        for (char c = 0; c < ' '; c++) all.append(c);
        var members = new TreeMap<String, Object>(Map.of("text", all.toString(), "\u20ac", 1, "\ud83d\ude00", 2));
        var reference = new JsonCanonicalizer(new ObjectMapper().writeValueAsString(members)).getEncodedUTF8();
        assertThat(new String(CanonicalJson.write(members), UTF_8)).isEqualTo(new String(reference, UTF_8));
    }

    @Test
    void whatAnotherReaderCouldReadDifferentlyIsRefused() {
        assertRefused(1.5);
        assertRefused(Map.of());
        assertRefused((1L << 53) + 1);
        assertRefused("half a pair \ud840");
    }

    @Test
    void aMapInAnotherOrderIsRefused() {
        var backwards = new TreeMap<String, Object>(Comparator.reverseOrder());
        assertThatThrownBy(() -> CanonicalJson.write(backwards)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(Object value) {
        var members = new TreeMap<String, Object>(Map.of("x", value));
        assertThatThrownBy(() -> CanonicalJson.write(members)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
