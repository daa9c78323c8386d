package io.shiming.identity.name;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation section 2.7. */
class RegulationNameTest {

    @ParameterizedTest
    @ValueSource(ints = {0x2C386, 0x20BB7, 0x4DAE, 0x2EBF0, 0x3007, 0x3400, 0x9FFF, 0x31350, 0x323AF, 0x323B0, 0x33479})
    void aNameWithARareCharacterIsKeptInEveryPlane(int rare) {
        var text = "测" + Character.toString(rare);
        var name = PersonName.of(text);
        assertThat(name.verbatim()).isEqualTo(text);
        assertThat(name.isChinese()).isTrue();
        assertThat(name.masked()).isEqualTo("测*");
    }

    @Test
    void theRareCharacterOfTheRegulationIsOneCodePointInFourBytes() {
        var name = PersonName.of("测\uD870\uDF86").verbatim();
        assertThat(name.substring(1).getBytes(StandardCharsets.UTF_8)).hasSize(4);
        assertThat(name.codePointCount(0, name.length())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "阿卜杜拉•测试",
                "阿卜杜拉・测试",
                "阿卜杜拉‧测试",
                "阿卜杜拉．测试",
                "·测试",
                "测试·",
                "测··试",
                "测 试",
                "测　试",
                "测1",
                "测a",
                "测１",
                "测",
                "测,试",
                "测\uFE00\uFE00\uFE00\uFE00\uFE00\uFE00\uFE00试"
            })
    void aNameThatNoDocumentShowsIsRefused(String text) {
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xE000, 0xF8FF, 0xE815, 0xF0000, 0x10FFFD})
    void aPrivateUseCharacterIsRefusedByItsOwnName(int c) {
        var text = "测" + Character.toString(c);
        assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_PRIVATE_USE);
        assertThat(refusalOf(() -> PersonName.fromRegister(text))).isEqualTo(Code.NAME_PRIVATE_USE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"•", "・", "･", "‧", "．"})
    void everyDotIsTheMiddleDotToTheMatchKeyOnly(String dot) {
        var old = PersonName.fromRegister("阿卜杜拉" + dot + "测试");
        assertThat(old.verbatim()).contains(dot);
        assertThat(old.isChinese()).isTrue();
        assertThat(old.matchKey()).isEqualTo(PersonName.of("阿卜杜拉·测试").matchKey());
    }

    @ParameterizedTest
    @CsvSource({"2,true", "50,true", "51,false"})
    void aChineseNameHasTwoToFiftyCodePoints(int length, boolean valid) {
        var text = "\uD842\uDFB7".repeat(length);
        if (valid) assertThat(PersonName.of(text).verbatim()).isEqualTo(text);
        else assertThat(refusalOf(() -> PersonName.of(text))).isEqualTo(Code.NAME_INVALID);
    }

    @Test
    void aNameHasAtMostSixtyFourCodePoints() {
        assertThat(PersonName.of("a".repeat(64)).verbatim()).hasSize(64);
        assertThat(refusalOf(() -> PersonName.of("a".repeat(65)))).isEqualTo(Code.NAME_INVALID);
        assertThat(PersonName.fromRegister("\uD842\uDFB7".repeat(64)).verbatim())
                .hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xF900, 0x2F800, 0xF9E4, 0xFA29})
    void whatNormalisingWouldReplaceIsKept(int c) {
        var text = Character.toString(c);
        var name = PersonName.of(text);
        assertThat(name.verbatim()).isEqualTo(text);
        assertThat(name.isChinese()).isTrue();
        assertThat(name.masked()).isEqualTo("*");
    }
}
