package io.shiming.identity.number;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.shiming.identity.number.ServiceNumber.Kind;
import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation section 2.5. */
class RegulationServiceNumberTest {

    @ParameterizedTest
    @CsvSource({
        "MOBILE,13800138000,+8613800138000,+86138****8000",
        "MOBILE,19200000000,+8619200000000,+86192****0000",
        "MOBILE,+8613800138000,+8613800138000,+86138****8000",
        "FIXED,01060000000,+861060000000,+86106****0000",
        "FIXED,031180000000,+8631180000000,+86311****0000",
        "FIXED,09998000000,+869998000000,+86999****0000",
        "FIXED,+869998000000,+869998000000,+86999****0000",
        "IOT,1440000000000,+861440000000000,+86144****0000",
        "IOT,1480000000000,+861480000000000,+86148****0000",
        "IOT,1064800000000,+861064800000000,+86106****0000",
        "IOT,1410000000000,+861410000000000,+86141****0000",
        "INTERNET,Home-0001@pppoe.example,home-0001@pppoe.example,ho****",
        "INTERNET,a.b_,a.b_,a.****",
    })
    void aListedNumberHasOneSpelling(Kind kind, String text, String canonical, String masked) {
        var number = ServiceNumber.of(kind, text);
        assertThat(number.kind()).isEqualTo(kind);
        assertThat(number.canonical()).isEqualTo(canonical);
        assertThat(number.masked()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "MOBILE,12345678901",
        "MOBILE,1380013800",
        "MOBILE,10000000000",
        "MOBILE,1440000000000",
        "MOBILE,008613800138000",
        "MOBILE,8613800138000",
        "MOBILE,138 0013 8000",
        "MOBILE,１３８００１３８０００",
        "MOBILE,+85291234567",
        "MOBILE,+86",
        "MOBILE,''",
        "FIXED,0215000000",
        "FIXED,02660000000",
        "FIXED,66012374",
        "FIXED,01016000000",
        "FIXED,+8601060000000",
        "FIXED,1060000000",
        "FIXED,00060000000",
        "FIXED,010-60000000",
        "FIXED,0",
        "FIXED,0311800000000",
        "IOT,1400000000",
        "IOT,144000000000",
        "IOT,13800138000",
        "IOT,1420000000000",
        "IOT,1400000000000",
    })
    void aNumberOfNoSuchKindIsRefused(Kind kind, String text) {
        assertThat(refusalOf(() -> ServiceNumber.of(kind, text))).isEqualTo(Code.NUMBER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "home 0001",
                "家庭0001",
                "home:0001",
                "+8613800138000",
                "ａｂｃｄ",
                "a23456789012345678901234567890123456789012345678901234567890abcde"
            })
    void anAccountOfAnotherFormIsRefused(String text) {
        assertThat(refusalOf(() -> AccessAccount.of(text))).isEqualTo(Code.ACCESS_ACCOUNT_INVALID);
    }

    @Test
    void anAccountIsTheSameInCapitals() {
        assertThat(AccessAccount.of("HOME-0001@Example")).isEqualTo(AccessAccount.of("home-0001@example"));
    }

    @Test
    void equalDigitsOfTwoKindsAreNotOneValue() {
        assertThat(MobileNumber.of("14400000000")).isNotEqualTo(AccessAccount.of("14400000000"));
    }

    /** Why the plan is written out here. When this fails, the library has learnt it: think again. */
    @ParameterizedTest
    @ValueSource(strings = {"1440000000000", "1480000000000", "1064800000000"})
    void libphonenumberDoesNotKnowMachines(String text) throws NumberParseException {
        var library = PhoneNumberUtil.getInstance();
        assertThat(library.isValidNumber(library.parse(text, "CN"))).isFalse();
        assertThat(IotNumber.of(text).canonical()).isEqualTo("+86" + text);
    }

    @ParameterizedTest
    @CsvSource({
        "MOBILE,13800138000",
        "MOBILE,19200000000",
        "FIXED,01060000000",
        "FIXED,031180000000",
        "FIXED,09998000000"
    })
    void libphonenumberWritesTheSameE164(Kind kind, String text) throws NumberParseException {
        var library = PhoneNumberUtil.getInstance();
        assertThat(library.format(library.parse(text, "CN"), PhoneNumberUtil.PhoneNumberFormat.E164))
                .isEqualTo(ServiceNumber.of(kind, text).canonical());
    }
}
