package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be configured is known again when the epoch after it has begun. */
@Tag("case-E7")
class LogOriginTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "9", "999999999"})
    void theEpochAfterAConfiguredOneIsThisLogs(String epoch) throws Exception {
        var configured = "operator.example/rnr-audit/" + epoch;
        assertThat(configured).matches(allowed());
        var next = LogOrigin.after(configured);
        assertThat(origin(configured).in(Optional.of(next + "\n7\nroot\n"))).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000000000", "9999999999999999999", "-1", "one"})
    void noOtherEpochIsConfigured(String epoch) throws Exception {
        assertThat("operator.example/rnr-audit/" + epoch).doesNotMatch(allowed());
    }

    @Test
    void anEarlierEpochAndAnotherLogAreNotThisOne() {
        var configured = "operator.example/rnr-audit/7";
        assertThat(origin(configured).in(Optional.of("operator.example/rnr-audit/6\n")))
                .isEqualTo(configured);
        assertThat(origin(configured).in(Optional.of("other.example/rnr-audit/8\n")))
                .isEqualTo(configured);
        assertThat(origin(configured).in(Optional.empty())).isEqualTo(configured);
    }

    private static LogOrigin origin(String configured) {
        return new LogOrigin(configured, new HeadStore(Path.of("heads")));
    }

    private static String allowed() throws NoSuchMethodException {
        return AuditConfig.class
                .getMethod("origin")
                .getAnnotation(Pattern.class)
                .regexp();
    }
}
