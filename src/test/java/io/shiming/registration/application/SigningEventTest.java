package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningEventTest {
    @ParameterizedTest
    @CsvSource({
        "OPEN, MOBILE IOT, false, true",
        "INSTALL, FIXED INTERNET, false, true",
        "RELOCATE, FIXED INTERNET, true, false",
        "REISSUE, MOBILE IOT, true, false",
        "TRANSFER, MOBILE FIXED INTERNET IOT, true, true",
        "LEGACY_SUPPLEMENT, MOBILE FIXED INTERNET IOT, true, true",
        "REVERIFY, MOBILE FIXED INTERNET IOT, true, false",
        "ADD_FEATURE, MOBILE FIXED INTERNET IOT, true, false"
    })
    void anEventIsOfCertainServicesSucceedsALineOrNotAndAddsOneOrNot(
            SigningEvent event, String services, boolean succeeds, boolean adds) {
        for (var service : ServiceType.values()) {
            if (List.of(services.split(" ")).contains(service.name())) {
                assertThat(SigningEvent.of(event.label(), service)).isEqualTo(event);
            } else {
                assertThat(refusalOf(() -> SigningEvent.of(event.label(), service)))
                        .as(service.name())
                        .isEqualTo(Code.EVENT_NOT_APPLICABLE);
            }
        }
        assertThat(event.succeeds()).isEqualTo(succeeds);
        assertThat(event.adds()).isEqualTo(adds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "close", ""})
    void aWordThatIsNoEventDoesNotApply(String label) {
        assertThat(refusalOf(() -> SigningEvent.of(label, ServiceType.MOBILE))).isEqualTo(Code.EVENT_NOT_APPLICABLE);
    }

    @Test
    void anEventMustBeNamed() {
        assertThat(refusalOf(() -> SigningEvent.of(null, ServiceType.MOBILE))).isEqualTo(Code.FIELD_REQUIRED);
    }
}
