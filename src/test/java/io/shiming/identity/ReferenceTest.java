package io.shiming.identity;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.shiming.problem.Code;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-A12")
class ReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "ID11010519491231002X",
                "CONTRACT-11010519491231002X",
                "110000201211220086", // not yet born when this service was new
                "110105491231002", // the same citizen on a first-generation card
                "KAZ110090123105", // a foreigner's permanent residence card
                "911124198108030024", // the card of 2023
                "810000199408230021", // a residence permit
                "91350100M000100Y43", // an organisation's credit code
                "13800138000",
                "8613800138000",
                "008613800138000",
                "ORDER/13800138000",
                "138-0013-8000",
                "86.138.0013.8000"
            })
    void numbersThatIdentifySomeoneAreRefused(String text) {
        assertThat(Reference.identifies(text)).isTrue();
        assertThat(refusalOf(() -> Reference.of(text))).isEqualTo(Code.REFERENCE_IDENTIFIES_PERSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"１１０１０５１９４９１２３１００２Ｘ", "电话13800138000", "Order (１３８００１３８０００)", "+86 138 0013 8000"})
    void numbersAreFoundInWordsAndInFullWidth(String text) {
        assertThat(Reference.identifies(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTRACT-1",
                "110105194912310021", // another check character
                "110105194913310024", // no such day
                "202611300000000012", // a day and a serial number
                "11010519491231002", // 17 digits
                "1101051949123100200", // 19 digits
                "110105-19491231-002X", // in parts
                "358240051111110", // an IMEI
                "202611300000001",
                "12800138000", // no mobile number begins with 12
                "138001380001",
                "ORD13800138000", // one number of a series
                "1764500000000", // milliseconds
                "E12345678", // a passport number cannot be told from an order number
                "D-100",
                "2026-11-30/S-101/000001"
            })
    void otherReferencesPass(String text) {
        assertThatNoException().isThrownBy(() -> Reference.of(text));
    }

    @Test
    void idsOfRfc9562AlwaysPass() {
        for (int i = 0; i < 100_000; i++) {
            var id = UUID.randomUUID().toString();
            assertThat(Reference.identifies(id)).as(id).isFalse();
        }
    }

    @Test
    void theLicenceOfADealerMayBeACreditCode() {
        assertThat(Reference.licence("91350100M000100Y43")).isEqualTo("91350100M000100Y43");
        assertThat(Reference.licence("110105491231002")).isEqualTo("110105491231002");
        assertThat(refusalOf(() -> Reference.licence("11010519491231002X")))
                .isEqualTo(Code.REFERENCE_IDENTIFIES_PERSON);
        assertThat(refusalOf(() -> Reference.licence("13800138000"))).isEqualTo(Code.REFERENCE_IDENTIFIES_PERSON);
    }

    @Test
    void otherFormsAreMalformed() {
        assertThat(refusalOf(() -> Reference.of("a b"))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> Reference.of(""))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> Reference.opaque("a/b"))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> Reference.of("x".repeat(65)))).isEqualTo(Code.INVALID_ARGUMENT);
    }
}
