package io.shiming.registration.application;

import static io.shiming.registration.application.Counter.NOW;
import static io.shiming.registration.application.Counter.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.problem.Code;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementRulesTest {
    private static final String ACKNOWLEDGED = "notice.acknowledgedAt";

    @ParameterizedTest
    @CsvSource({
        "notice, NOTICE_REQUIRED",
        "notice.version, NOTICE_REQUIRED",
        "notice.language, NOTICE_REQUIRED",
        "notice.acknowledgedAt, NOTICE_REQUIRED",
        "notice.riskNoticeAcknowledged, RISK_NOTICE_REQUIRED",
        "notice.separateConsent, SEPARATE_CONSENT_REQUIRED"
    })
    @Tag("D-2a")
    @Tag("AF-30")
    void whatWasToldAndAgreedToIsStated(String without, Code code) {
        assertThat(refusal(Counter.mobile().without(without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"riskNoticeAcknowledged, RISK_NOTICE_REQUIRED", "separateConsent, SEPARATE_CONSENT_REQUIRED"})
    @Tag("AF-30")
    @Tag("PI-29")
    void aNoIsNoYes(String field, Code code) {
        assertThat(refusal(Counter.mobile().with("notice." + field, false))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"version, 2026 11", "language, <zh>"})
    void whatCannotBeTheNameOfANoticeNamesNone(String field, String text) {
        assertThat(refusal(Counter.mobile().with("notice." + field, text))).isEqualTo(Code.NOTICE_REQUIRED);
    }

    @Test
    void aClientsClockMayBeAMinuteFast() {
        assertThat(acknowledged(NOW.plusSeconds(60)).agreement.acknowledgedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(refusal(acknowledgedAt(NOW.plusSeconds(60).plusNanos(1)))).isEqualTo(Code.OUT_OF_RANGE);
    }

    @Test
    void noNoticeIsOlderThanTheDuty() {
        var first = Instant.parse("2013-08-31T16:00:00Z");
        assertThat(acknowledged(first).agreement.acknowledgedAt()).isEqualTo(first);
        assertThat(refusal(acknowledgedAt(first.minusNanos(1)))).isEqualTo(Code.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "yesterday", "2026-11-21T10:00:00"})
    void aTimeThatIsNoneIsRefused(String text) {
        assertThat(refusal(Counter.mobile().with(ACKNOWLEDGED, text))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"livePhoto", "copies", "match"})
    @Tag("G-1")
    @Tag("PI-29")
    void anImageOrAComparisonIsSensitiveForEveryService(String item) {
        var form =
                switch (item) {
                    case "livePhoto" -> Counter.fixed().with(item, "PHOTO-1");
                    case "copies" -> Counter.fixed().with(item, new String[] {"01a1fd57-8a3c-7000-8000-3f1f0f4c7a11"});
                    default -> Counter.fixed().with("match.by", "clerk").with("match.result", "pass");
                };
        assertThat(refusal(form)).isEqualTo(Code.SEPARATE_CONSENT_REQUIRED);
        assertThat(Counter.reviewed(form.with("notice.separateConsent", true))
                        .agreement
                        .separateConsent())
                .isTrue();
    }

    @Test
    @Tag("PI-31")
    void aChildsDataAreSensitiveThroughTheFourteenthBirthday() {
        var fourteen = Counter.TODAY.minusYears(14);
        var child = Counter.guarded(Counter.bornOn(Counter.fixed(), fourteen), Counter.ANOTHER);
        assertThat(refusal(child)).isEqualTo(Code.SEPARATE_CONSENT_REQUIRED);
        assertThat(Counter.accepted(child.with("notice.separateConsent", true))
                        .agreement
                        .separateConsent())
                .isTrue();
        var older = Counter.bornOn(child, fourteen.minusDays(1));
        assertThat(Counter.accepted(older).agreement.separateConsent()).isFalse();
    }

    @Test
    void whatIsNotSensitiveNeedsNoConsentOfItsOwn() {
        var agreement = Counter.accepted(Counter.fixed()).agreement;
        assertThat(agreement).isEqualTo(new Agreement("2026-11", "zh", NOW, true, false));
    }

    private static Application acknowledged(Instant at) {
        return Counter.accepted(acknowledgedAt(at));
    }

    private static RequestForm acknowledgedAt(Instant at) {
        return Counter.mobile().with(ACKNOWLEDGED, at.toString());
    }
}
