package io.shiming.identity.name;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.number.BusinessNumber;
import io.shiming.identity.number.FixedNumber;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.StatedUse;
import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of organisations, stated uses, and numbers without an area. */
class OrganisationNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"测试虚构（样例）有限公司", "Specimen & Sons (Test) Co., Ltd.", "测试𠮷科技2号合作社", "测𬎆"})
    void anOrganisationsNameIsKeptVerbatim(String text) {
        assertThat(OrganisationName.of(text).verbatim()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"测", " 测试公司", "测试公司 ", "12345", "测试\u0000公司", "测试\u202E公司"})
    void whatNoCertificateShowsIsNoName(String text) {
        assertThat(refusalOf(() -> OrganisationName.of(text))).isEqualTo(Code.NAME_INVALID);
    }

    @Test
    void aNameIsMaskedButForItsEnds() {
        assertThat(OrganisationName.of("测试虚构有限公司").masked()).isEqualTo("测试****公司");
        assertThat(OrganisationName.of("测试公司").masked()).isEqualTo("****");
        assertThat(refusalOf(() -> OrganisationName.of("公".repeat(101)))).isEqualTo(Code.NAME_INVALID);
        assertThat(refusalOf(() -> OrganisationName.of(" "))).isEqualTo(Code.NAME_REQUIRED);
        assertThat(refusalOf(() -> OrganisationName.of("测试\uE000公司"))).isEqualTo(Code.NAME_PRIVATE_USE);
    }

    @Test
    void aUseIsStatedInWords() {
        assertThat(StatedUse.of("客服热线").verbatim()).isEqualTo("客服热线");
        assertThat(refusalOf(() -> StatedUse.of(" "))).isEqualTo(Code.USE_REQUIRED);
        for (var none : new String[] {"用", "123", "客服\u0007热线", "客".repeat(101)}) {
            assertThat(refusalOf(() -> StatedUse.of(none))).isEqualTo(Code.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000000000", "+864000000000"})
    void aBusinessNumberHasNoArea(String text) {
        var number = BusinessNumber.of(text);
        assertThat(number.canonical()).isEqualTo("+864000000000");
        assertThat(number.masked()).isEqualTo("+86400****0000");
        assertThat(number).isEqualTo(ServiceNumber.of(ServiceNumber.Kind.BUSINESS, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400000000", "40000000000", "8000000000", "04000000000", "４000000000", "400-000-0000", ""})
    void anyOtherFormIsNone(String text) {
        assertThat(refusalOf(() -> BusinessNumber.of(text))).isEqualTo(Code.NUMBER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"04006000000", "+864006000000"})
    void fourHundredIsNoArea(String text) {
        assertThat(refusalOf(() -> FixedNumber.of(text))).isEqualTo(Code.NUMBER_INVALID);
    }
}
