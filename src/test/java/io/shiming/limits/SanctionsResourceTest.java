package io.shiming.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.peer.Unusable.Reason;
import io.shiming.problem.Code;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a list that cannot be taken over. */
@Tag("case-E9")
class SanctionsResourceTest {
    @ParameterizedTest
    @EnumSource(names = {"SIGNATURE", "SCHEMA", "STALE"})
    void aListThatIsNoneIsToldSo(Reason reason) {
        assertThat(SanctionsResource.refusal(reason).code()).isEqualTo(Code.SANCTIONS_LIST_INVALID);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNREACHABLE",
                "TLS_UNTRUSTED",
                "TLS_EXPIRED",
                "TLS_NAME",
                "TOO_SLOW",
                "STATUS",
                "OVERSIZE",
                "NO_KEYS"
            })
    void listIsUnavailableNotInvalidWithoutAuthorityKeys(Reason reason) {
        var refusal = SanctionsResource.refusal(reason);
        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(5));
    }
}
