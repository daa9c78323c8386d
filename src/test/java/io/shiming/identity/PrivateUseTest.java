package io.shiming.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.identity.document.DocumentType;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.text.CodePoints;
import io.shiming.identity.text.PlainText;
import io.shiming.identity.text.PostalAddress;
import io.shiming.identity.text.RuleTable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 18030-2022 has an assigned character in the place of most private-use ones of GBK. */
@Tag("case-B13")
class PrivateUseTest {

    static Stream<List<String>> entries() {
        return RuleTable.entries("/rules/private-use-characters.csv").stream()
                .map(entry -> RuleTable.columns(entry, 4));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theRefusalNamesTheAssignedCharacter(List<String> entry) {
        var typed = Character.toString(CodePoints.read(entry.get(0)));
        assertNamed(Code.NAME_PRIVATE_USE, entry.get(2), () -> PersonName.of("测" + typed, DocumentType.RIC));
        assertNamed(Code.NAME_PRIVATE_USE, entry.get(2), () -> OrganisationName.of("测试" + typed + "公司"));
        assertNamed(Code.ADDRESS_PRIVATE_USE, entry.get(2), () -> PostalAddress.of("测试省" + typed + "路1号"));
    }

    /** The platform's own table, of the edition of 2022, says the same; six bytes still stand for their private-use character. */
    @ParameterizedTest
    @MethodSource("entries")
    void thePlatformAgrees(List<String> entry) {
        int bytes = Integer.parseInt(entry.get(1), 16);
        var character = new String(new byte[] {(byte) (bytes >> 8), (byte) bytes}, Charset.forName("GB18030"));
        var expected = entry.get(3).equals("2022-4") ? entry.get(0) : entry.get(2);
        assertThat(String.format("U+%04X", character.codePointAt(0))).isEqualTo(expected);
        assertThat(PlainText.privateUse(Character.toString(CodePoints.read(entry.get(2)))))
                .isFalse();
    }

    @Test
    void theTableHasWhatChangedInEachEdition() {
        assertThat(entries()).hasSize(92);
        assertThat(entries().filter(entry -> entry.get(3).equals("2022"))).hasSize(18);
        assertThat(entries().filter(entry -> entry.get(3).equals("2022-4"))).hasSize(6);
        assertThat(entries().map(entry -> entry.get(0))).doesNotHaveDuplicates();
        assertThat(entries().map(entry -> entry.get(2))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xE000, 0xF8FF, 0xE814, 0xE865, 0xF0000, 0x10FFFD})
    void aCharacterWithoutCounterpartHasTheCodeAndTheAdvice(int c) {
        var name = catchThrowableOfType(Problem.class, () -> PersonName.of("测" + Character.toString(c)));
        assertThat(name.code()).isEqualTo(Code.NAME_PRIVATE_USE);
        assertThat(name.help().orElseThrow().english().remedy())
                .contains("GB 18030-2022")
                .doesNotContain("U+");
        var address = catchThrowableOfType(Problem.class, () -> PostalAddress.of("测试省测试市" + Character.toString(c)));
        assertThat(address.code()).isEqualTo(Code.ADDRESS_PRIVATE_USE);
        assertThat(address.help().orElseThrow().english().remedy()).contains("GB 18030-2022");
    }

    private static void assertNamed(
            Code code, String assigned, org.assertj.core.api.ThrowableAssert.ThrowingCallable value) {
        var refusal = catchThrowableOfType(Problem.class, value);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.rule()).contains("private-use-character");
        assertThat(refusal.help().orElseThrow().english().remedy()).contains(assigned + ",");
        assertThat(refusal).hasMessage(code.name());
    }
}
