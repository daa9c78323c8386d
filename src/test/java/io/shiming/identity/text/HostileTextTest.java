package io.shiming.identity.text;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.OrganisationCode;
import io.shiming.identity.document.UnifiedSocialCreditCode;
import io.shiming.identity.document.Validity;
import io.shiming.identity.mrz.MachineReadableZone;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.number.ServiceNumber.Kind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security bar B6: a text of 100 kB is refused by its length, long before it could cost anything. */
class HostileTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "X", "<", "测", "a\u0301", "\u0301", " ", "·", "\uD842\uDFB7", "\uD842", "٣", "A<", "- "})
    void aHugeTextIsRefusedAtOnce(String unit) {
        var text = unit.repeat(100_000 / unit.length());
        assertTimeout(Duration.ofSeconds(1), () -> everyDoorRefuses(text)); // 29 doors; the bar is 50 ms each
    }

    private static void everyDoorRefuses(String text) {
        for (DocumentType type : DocumentType.values()) {
            var country = type == DocumentType.PPT_F ? "UTO" : null;
            assertThat(refusalOf(() -> DocumentNumber.of(type, text, country, TODAY)))
                    .isNotNull();
        }
        for (Kind kind : Kind.values())
            assertThat(refusalOf(() -> ServiceNumber.of(kind, text))).isNotNull();
        assertThat(refusalOf(() -> PersonName.of(text))).isNotNull();
        assertThat(refusalOf(() -> PersonName.fromRegister(text))).isNotNull();
        assertThat(refusalOf(() -> PostalAddress.of(text))).isNotNull();
        assertThat(refusalOf(() -> MachineReadableZone.of(text, TODAY))).isNotNull();
        assertThat(refusalOf(() -> UnifiedSocialCreditCode.of(text))).isNotNull();
        assertThat(refusalOf(() -> OrganisationCode.of(text))).isNotNull();
        assertThat(refusalOf(() -> Validity.of(text))).isNotNull();
        assertThat(refusalOf(() -> DocumentType.of(text))).isNotNull();
    }
}
