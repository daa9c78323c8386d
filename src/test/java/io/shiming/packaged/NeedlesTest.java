package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing proves nothing, unless it finds what is there. */
class NeedlesTest {
    private static final SyntheticPerson PERSON = SyntheticPerson.number(17);
    private static final Charset GB18030 = Charset.forName("GB18030");

    static Stream<String> texts() {
        return Stream.of(
                PERSON.name, PERSON.documentNumber, PERSON.number, PERSON.address, SyntheticPerson.number(18).number);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyFormIsFoundAtTheBeginningInTheMiddleAndAtTheEnd(String text) {
        for (var form : Forms.of(text).entrySet()) {
            byte[] planted = form.getValue();
            for (int before : List.of(0, 1, 7, 4_096)) {
                for (int after : List.of(0, 1, 4_096)) {
                    assertThat(hits(needlesOf(text), around(before, planted, after)))
                            .as(form.getKey())
                            .contains(before);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void base64IsFoundAtEveryOffset(int before) {
        byte[] text = ("x".repeat(before) + PERSON.name + "y".repeat(5)).getBytes(UTF_8);
        assertThat(hits(needlesOf(PERSON.name), Base64.getEncoder().encode(text)))
                .isNotEmpty();
        assertThat(hits(
                        needlesOf(PERSON.name),
                        Base64.getMimeEncoder(8_192, new byte[] {'\n'}).encode(text)))
                .isNotEmpty();
    }

    @Test
    void whatOtherToolsWriteIsFound() throws Exception {
        String number = "11010519491231002X"; // the specimen of GB 11643
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(number.getBytes(UTF_8));
        assertThat(hits(needlesOf(number), HexFormat.of().formatHex(hash).getBytes(UTF_8)))
                .contains(0);
        assertThat(hits(needlesOf(number), Base64.getEncoder().encode(hash))).contains(0);
        assertThat(hits(needlesOf("测试\uD842\uDFB7人甲"), "测试\uD842\uDFB7人甲".getBytes(GB18030)))
                .contains(0);
    }

    @Test
    void sm3MatchesTheStandard() {
        // GB/T 32905-2016, A.1
        byte[] hash = Forms.of("abc").get("SM3 of UTF-8");
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        assertThat(hits(needlesOf(PERSON.name), noise)).isEmpty();
    }

    @Test
    void aNeedleThatOnlyBeginsIsNotFound() {
        byte[] text = PERSON.documentNumber.substring(0, 17).getBytes(UTF_8);
        assertThat(hits(needlesOf(PERSON.documentNumber), text)).isEmpty();
    }

    @Test
    void ofManyNeedlesOfOneBeginningTheRightOneIsFound() {
        var needles = new Needles();
        for (int i = 100; i < 200; i++) needles.add(("the same beginning " + i).getBytes(UTF_8), "number " + i);
        var found = new ArrayList<String>();
        needles.findIn("... the same beginning 142 ...".getBytes(UTF_8), found::add);
        assertThat(found).containsExactly("number 142 at 4");
    }

    @Test
    void aNeedleTooShortToMeanAnythingIsRefused() {
        assertThatThrownBy(() -> new Needles().add(new byte[7], "seven bytes"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFileIsSearchedButArchives(@TempDir Path directory) throws IOException {
        // Given
        byte[] leak = ("name=" + PERSON.name).getBytes(UTF_8);
        Files.createDirectories(directory.resolve("a/b"));
        Files.write(directory.resolve("a/b/.hidden"), leak);
        Files.write(directory.resolve("a/archive.jar"), leak);
        // When
        var search = Search.under(directory, needlesOf(PERSON.name));
        // Then
        assertThat(search.hits()).containsExactly("a/b/.hidden: a name as UTF-8 at 5");
        assertThat(search.bytes()).isEqualTo(leak.length);
    }

    private static Needles needlesOf(String text) {
        var needles = new Needles();
        Forms.of(text).forEach((form, bytes) -> needles.add(bytes, "a name as " + form));
        return needles;
    }

    private static List<Integer> hits(Needles needles, byte[] haystack) {
        var places = new ArrayList<Integer>();
        needles.findIn(haystack, hit -> places.add(Integer.valueOf(hit.substring(hit.lastIndexOf(' ') + 1))));
        return places;
    }

    private static byte[] around(int before, byte[] planted, int after) {
        var haystack = new ByteArrayOutputStream();
        haystack.writeBytes(new byte[before]);
        haystack.writeBytes(planted);
        haystack.writeBytes(new byte[after]);
        return haystack.toByteArray();
    }
}
