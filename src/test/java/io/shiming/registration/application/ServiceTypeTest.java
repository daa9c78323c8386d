package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceTypeTest {
    @ParameterizedTest
    @EnumSource(ServiceType.class)
    void aServiceIsReadByItsLabel(ServiceType service) {
        assertThat(ServiceType.of(service.label())).isEqualTo(service);
        assertThat(refusalOf(() -> ServiceType.of(service.name()))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void aServiceMustBeNamed() {
        assertThat(refusalOf(() -> ServiceType.of(null))).isEqualTo(Code.FIELD_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"MOBILE, true", "FIXED, false", "INTERNET, false", "IOT, true"})
    void mobileNumbersAndNumbersForThingsAreCards(ServiceType service, boolean card) {
        assertThat(service.isCard()).isEqualTo(card);
    }

    @ParameterizedTest
    @CsvSource({
        "MOBILE, 13900000001, +8613900000001",
        "FIXED, 01060000001, +861060000001",
        "FIXED, 4000000001, +864000000001",
        "IOT, 1440000000001, +861440000000001"
    })
    void aLineIsNamedByItsNumber(ServiceType service, String number, String canonical) {
        assertThat(service.line(number, null).canonical()).isEqualTo(canonical);
        assertThat(refusalOf(() -> service.line(null, null))).isEqualTo(Code.FIELD_REQUIRED);
        assertThat(refusalOf(() -> service.line(number, "line-1@test"))).isEqualTo(Code.FIELD_NOT_ALLOWED);
        assertThat(refusalOf(() -> service.line("139", null))).isEqualTo(Code.NUMBER_INVALID);
    }

    @Test
    void internetAccessIsNamedByItsAccount() {
        assertThat(ServiceType.INTERNET.line(null, "line-1@test").canonical()).isEqualTo("line-1@test");
        assertThat(refusalOf(() -> ServiceType.INTERNET.line(null, null))).isEqualTo(Code.FIELD_REQUIRED);
        assertThat(refusalOf(() -> ServiceType.INTERNET.line("01060000001", "line-1@test")))
                .isEqualTo(Code.FIELD_NOT_ALLOWED);
    }
}
