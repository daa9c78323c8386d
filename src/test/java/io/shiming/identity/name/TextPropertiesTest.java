package io.shiming.identity.name;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.number.MobileNumber;
import io.shiming.identity.text.Ideographs;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.text.Normalizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Security bar B4: normalising and masking, 10,000 cases each. */
class TextPropertiesTest {
    private static final int TRIES = 10_000;

    /** Any sequence of code points, halves of surrogate pairs among them. */
    @Provide
    Arbitrary<String> anything() {
        var anyWhere = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        var basic = Arbitraries.integers().between(0, 0xFFFF);
        return Arbitraries.oneOf(anyWhere, basic, letters())
                .list()
                .ofMaxSize(70)
                .map(list -> list.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> a.append(b)))
                .map(StringBuilder::toString);
    }

    @Provide
    Arbitrary<String> names() {
        return letters()
                .list()
                .ofMinSize(2)
                .ofMaxSize(50)
                .map(list -> list.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> a.append(b)))
                .map(StringBuilder::toString);
    }

    private static Arbitrary<Integer> letters() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0x4E00, 0x9FFF),
                Arbitraries.integers().between(0x3400, 0x4DBF),
                Arbitraries.integers().between(0x20000, 0x323AF).filter(Ideographs::unified));
    }

    @Property(tries = TRIES)
    void aNameIsKeptOrRefusedAndNeverChanged(@ForAll("anything") String text) {
        try {
            assertThat(PersonName.of(text).verbatim()).isEqualTo(text);
            assertThat(text.codePointCount(0, text.length())).isBetween(1, 64);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isIn(Code.NAME_REQUIRED, Code.NAME_INVALID, Code.NAME_PRIVATE_USE);
        }
    }

    @Property(tries = TRIES)
    void anAddressIsKeptOrRefusedAndNeverChanged(@ForAll("anything") String text) {
        try {
            assertThat(PostalAddress.of(text).verbatim()).isEqualTo(text);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isIn(Code.ADDRESS_REQUIRED, Code.ADDRESS_INVALID, Code.ADDRESS_PRIVATE_USE);
        }
    }

    @Property(tries = TRIES)
    void everyIdeographMakesAName(@ForAll("names") String text) {
        var name = PersonName.of(text);
        assertThat(name.verbatim()).isEqualTo(text);
        assertThat(name.isChinese()).isTrue();
    }

    @Property(tries = TRIES)
    void aMatchKeyIsItsOwnMatchKey(@ForAll("anything") String text) {
        var key = MatchKey.of(text);
        assertThat(MatchKey.of(key)).isEqualTo(key);
    }

    @Property(tries = TRIES)
    void normalFormsOfOneTextMatch(@ForAll("anything") String text) {
        for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD})
            assertThat(MatchKey.of(Normalizer.normalize(text, form))).isEqualTo(MatchKey.of(text));
    }

    @Property(tries = TRIES)
    void aMaskedNameShowsItsFirstCodePointOnly(@ForAll("names") String text) {
        var masked = PersonName.of(text).masked();
        int first = text.codePointAt(0);
        assertThat(masked).isEqualTo(Character.toString(first) + "*".repeat(text.codePointCount(0, text.length()) - 1));
    }

    @Property(tries = TRIES)
    void aMaskHidesAllBetweenItsEnds(
            @ForAll("anything") String text,
            @ForAll @IntRange(max = 4) int first,
            @ForAll @IntRange(max = 4) int last) {
        var masked = Mask.between(text, first, last);
        int length = text.codePointCount(0, text.length());
        assertThat(masked.codePointCount(0, masked.length())).isEqualTo(length);
        long stars = masked.codePoints().filter(c -> c == '*').count();
        assertThat(stars).isGreaterThanOrEqualTo(length <= first + last ? length : length - first - last);
    }

    @Property(tries = TRIES)
    void aMobileNumberShowsSevenOfItsDigits(
            @ForAll @IntRange(min = 13, max = 19) int head, @ForAll @IntRange(max = 999_999_999) int tail) {
        var national = head + String.format("%09d", tail);
        var number = MobileNumber.of(national);
        assertThat(number).isEqualTo(MobileNumber.of(number.canonical()));
        assertThat(number.canonical()).isEqualTo("+86" + national);
        assertThat(number.masked()).isEqualTo("+86" + national.substring(0, 3) + "****" + national.substring(7));
    }

    @Property(tries = TRIES)
    void aMobileNumberWithOneForeignDigitIsNone(
            @ForAll @IntRange(max = 10) int place, @ForAll @IntRange(max = 9) int digit, @ForAll("zeros") int zero) {
        var number = "13800138000";
        var foreign = number.substring(0, place) + Character.toString(zero + digit) + number.substring(place + 1);
        assertThat(refusalOf(() -> MobileNumber.of(foreign))).isEqualTo(Code.NUMBER_INVALID);
    }

    @Provide
    Arbitrary<Integer> zeros() {
        return Arbitraries.of(0xFF10, 0x0660, 0x06F0, 0x0966, 0x0E50, 0x0F20, 0x1D7CE);
    }
}
