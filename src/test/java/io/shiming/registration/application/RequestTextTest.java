package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTextTest {
    @ParameterizedTest
    @NullAndEmptySource
    void aTextThatIsMissingIsRefusedWithTheFieldsCode(String text) {
        assertThat(refusalOf(() -> RequestText.required(text, "/f", Code.NAME_REQUIRED)))
                .isEqualTo(Code.NAME_REQUIRED);
        assertThat(refusalOf(() -> RequestText.reference(text, "/f", Code.CONTRACT_REQUIRED)))
                .isEqualTo(Code.CONTRACT_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<x>", "测试", "a\n"})
    void aReferenceOfAnotherFormIsRefused(String text) {
        assertThat(refusalOf(() -> RequestText.reference(text, "/f", Code.CONTRACT_REQUIRED)))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> RequestText.reference(text, "/f", Code.NOTICE_REQUIRED, Code.NOTICE_REQUIRED)))
                .isEqualTo(Code.NOTICE_REQUIRED);
    }

    @Test
    void aReferenceHas64CharactersAtMost() {
        var longest = "R".repeat(64);
        assertThat(RequestText.reference(longest, "/f", Code.FIELD_REQUIRED)).isEqualTo(longest);
        assertThat(refusalOf(() -> RequestText.reference(longest + "R", "/f", Code.FIELD_REQUIRED)))
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void aReferenceThatIsAPersonsNumberKeepsItsCodeWhateverTheFieldsIs() {
        assertThat(refusalOf(
                        () -> RequestText.reference("13800138000", "/f", Code.NOTICE_REQUIRED, Code.NOTICE_REQUIRED)))
                .isEqualTo(Code.REFERENCE_IDENTIFIES_PERSON);
    }

    @Test
    void aDayIsOneOfTheCalendarOrAbsent() {
        assertThat(RequestText.date("2024-02-29", "/f")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(RequestText.date(null, "/f")).isNull();
        for (String text : new String[] {"2025-02-29", "20240229", "2024-2-29", ""}) {
            assertThat(refusalOf(() -> RequestText.date(text, "/f"))).as(text).isEqualTo(Code.INVALID_ARGUMENT);
        }
    }
}
