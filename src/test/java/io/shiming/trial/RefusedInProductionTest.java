package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedInProductionTest {
    @ParameterizedTest
    @ValueSource(strings = {"prod", "trial,prod", "prod,trial", "staging", "", "PROD"})
    void aProfileThatIsNotForTrialsIsRefused(String profile) {
        assertThatThrownBy(() -> RefusedInProduction.check("it", profile, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuses to start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial", "dev", "test", "trial,test"})
    void aProfileForTrialsIsLetThroughEvenWhenPackaged(String profile) {
        assertThatCode(() -> RefusedInProduction.check("it", profile, true)).doesNotThrowAnyException();
    }

    @Test
    void aPackagedApplicationWithoutAProfileIsProduction() {
        assertThatThrownBy(() -> RefusedInProduction.check("it", null, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("prod");
    }
}
