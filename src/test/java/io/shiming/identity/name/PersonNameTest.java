package io.shiming.identity.name;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        "测试,测*",
        "测试·测试测,测*****",
        "Jane Doe,J*** D**",
        "J Doe,J D**",
        "J,*",
        "\uD842\uDFB7野家,\uD842\uDFB7**",
        "O'Neil Anne-Marie,O***** A*********"
    })
    void theFirstOfEachWordIsShown(String text, String masked) {
        assertThat(PersonName.of(text).masked()).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jane Doe",
                "O’Neil",
                "'t Voorbeeld",
                "J. Doe Jr.",
                "Анна",
                "Ανδρέας",
                "שרה",
                "たろう",
                "김철수",
                "Nguyễn Văn Mẫu",
                "བསྟན་འཛིན",
                "محمد",
                "Ａnna"
            })
    void aNameOfAnyScriptIsKept(String text) {
        assertThat(PersonName.of(text).verbatim()).isEqualTo(text);
        assertThat(PersonName.of(text).isChinese()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Jane",
                "Jane ",
                "Jane  Doe",
                "-Jane",
                ".Jane",
                "J4ne",
                "J@ne",
                "Jane\tDoe",
                "Jane\u00A0Doe",
                "Jane\u2028Doe",
                "\u0301Jane",
                "-",
                "Jane😀",
                "Ⅳ",
                "Jane\u200E",
                "Jane\u00AD",
                "\uFDD0a",
                "Jane_Doe",
                "=Jane"
            })
    void aNameWithAnythingElseIsRefused(String text) {
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3164, 0x115F, 0xFFA0, 0x034F, 0x200C, 0x00AD, 0xE0001, 0x2065, 0xFFF0})
    void aCharacterThatIsNeverDrawnCannotMakeASecondPerson(int c) {
        var text = "Ja" + Character.toString(c) + "ne";
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_INVALID);
        assertThat(refusalOf(() -> PersonName.fromRegister(text))).isEqualTo(Code.NAME_INVALID);
    }

    @Test
    void mongolianGlyphVariantsAreKeptAndMatch() {
        var name = PersonName.of("ᠪᠠ\u180Bᠲᠤ");
        assertThat(name.verbatim()).hasSize(5);
        assertThat(name.matchKey()).isEqualTo(PersonName.of("ᠪᠠᠲᠤ").matchKey());
    }

    @Test
    void marksInAnotherOrderMatch() {
        assertThat(PersonName.of("\u1F80\u0300").matchKey())
                .isEqualTo(PersonName.of("\u1F82").matchKey());
        assertThat(PersonName.of("a\u0323\u0302").matchKey())
                .isEqualTo(PersonName.of("a\u0302\u0323").matchKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "　", "\u00A0"})
    void nothingIsNoName(String text) {
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_REQUIRED);
        assertThat(refusalOf(() -> PersonName.fromRegister(text))).isEqualTo(Code.NAME_REQUIRED);
    }

    @Test
    void aNameMatchesItselfInCapitalsAndWithMoreBlanks() {
        assertThat(PersonName.fromRegister("JANE   DOE ").matchKey())
                .isEqualTo(PersonName.of("Jane Doe").matchKey());
    }

    @Test
    void namesThatDifferDoNotMatch() {
        assertThat(PersonName.of("José").matchKey())
                .isNotEqualTo(PersonName.of("Jose").matchKey());
        assertThat(PersonName.of("测试").matchKey())
                .isNotEqualTo(PersonName.of("试测").matchKey());
    }

    @Test
    void equalIsWhatIsWrittenEqually() {
        assertThat(PersonName.of("测试")).isEqualTo(PersonName.of("测试")).hasSameHashCodeAs(PersonName.of("测试"));
        assertThat(PersonName.of("Jane")).isNotEqualTo(PersonName.of("JANE"));
    }
}
