package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.access.policy.Attribute;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("case-B11")
class ClaimedValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BIRTH_DATE | 19600317",
                "BIRTH_DATE | 2026-13-45",
                "BIRTH_DATE | 2026-02-29",
                "BIRTH_DATE | 1960-3-17",
                "BIRTH_DATE | ``",
                "BIRTH_DATE | ` 1960-03-17`",
                "BIRTH_DATE | １９６０-03-17",
                "BIRTH_DATE | +1960-03-17",
                "BIRTH_DATE | 1960-03-17T00:00",
                "DOCUMENT_NUMBER | ``",
                "DOCUMENT_NUMBER | `  `",
                "DOCUMENT_NUMBER | 1101%",
                "DOCUMENT_NUMBER | ١٢٣٤٥",
                "DOCUMENT_NUMBER | 11111111112222222222333333333344444444445",
                "NAME | ``",
                "NAME | `   `",
                "NAME | `测\u202E试`",
                "ADDRESS | ``",
                "ADDRESS | `测\u0000试`"
            })
    void impossibleValueIsRefused(Attribute attribute, String text) {
        var refusal = catchThrowableOfType(Problem.class, () -> ClaimedValue.of(attribute, text));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BIRTH_DATE | 1960-03-17 | 1960-03-17",
                "BIRTH_DATE | 2024-02-29 | 2024-02-29",
                "DOCUMENT_NUMBER | 110105 19491231 002x | 11010519491231002X",
                "DOCUMENT_NUMBER | １１０１０５１９４９１２３１００２Ｘ | 11010519491231002X",
                "DOCUMENT_NUMBER | `　H0000\u00A00000 ` | H00000000",
                "DOCUMENT_NUMBER | 军字第00000000号 | 军字第00000000号",
                "DOCUMENT_NUMBER | 00000000－0 | 00000000-0",
                "NAME | ` 测试 ` | 测试",
                "ADDRESS | 测试省测试市1号 | 测试省测试市1号"
            })
    void blanksAndWidthOfANumberAreLevelled(Attribute attribute, String text, String compared) {
        assertThat(ClaimedValue.of(attribute, text)).isEqualTo(compared);
    }
}
