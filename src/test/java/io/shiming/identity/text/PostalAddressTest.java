package io.shiming.identity.text;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostalAddressTest {

    @ParameterizedTest
    @CsvSource({
        "测试省测试市测试路1号2单元301室,测试省测试市****",
        "测试路1,****",
        "测试省测试市1,测试省****",
        "'1 Test Road, Testtown','1 Test****'",
        "测\uD842\uDFB7省测\uD842\uDFB7市测试路1号,测\uD842\uDFB7省测\uD842\uDFB7市****"
    })
    void anAddressIsKeptAndShowsItsBeginning(String text, String masked) {
        var address = PostalAddress.of(text);
        assertThat(address.verbatim()).isEqualTo(text);
        assertThat(address.masked()).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "测试路",
                "123456",
                "测试省测试市\u202E1号",
                "测试省测试市\n1号",
                "测试省测试市\u20281号",
                "测试省\u0000测试市",
                "测试省测试市\uFFFF路",
                "测试省测试市\uD842路",
                " 测试省测试市",
                "测试省测试市　",
                "测试\u200B省测试市"
            })
    void addressWithInvisibleCharactersIsRefused(String text) {
        assertThat(refusalOf(() -> PostalAddress.of(text))).isEqualTo(Code.ADDRESS_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"200,true", "201,false"})
    void anAddressHasAtMostTwoHundredCodePoints(int length, boolean valid) {
        var text = "\uD842\uDFB7".repeat(length);
        if (valid) assertThat(PostalAddress.of(text).verbatim()).isEqualTo(text);
        else assertThat(refusalOf(() -> PostalAddress.of(text))).isEqualTo(Code.ADDRESS_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "    ", "　　　　"})
    void nothingIsNoAddress(String text) {
        assertThat(refusalOf(() -> PostalAddress.of(text))).isEqualTo(Code.ADDRESS_REQUIRED);
    }
}
