package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VaultConfigTest {

    @Test
    void withoutAChosenRootKeyThereIsNoStart() {
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(VaultConfig.class);
        assertThatThrownBy(config::build).hasMessageContaining("shiming.vault.root-key.provider");
    }

    @Test
    void aPersonsKeyStaysLessThanAMinute() {
        var limits = TestVault.config(Map.of()).personKeys();
        // the ten seconds are the sweep's
        assertThat(limits.lifetime().plusSeconds(10)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(limits.atMost()).isLessThanOrEqualTo(1000);
    }

    @Test
    void aTrialsFileIsNeitherMadeNorAllowedInProductionUnlessSaidSo() {
        var root = TestVault.config(Map.of()).rootKey();
        assertThat(root.createIfMissing()).isFalse();
        assertThat(root.allowFileInProduction()).isFalse();
    }

    @Test
    void anUnknownSuiteStopsTheStart() {
        assertThatThrownBy(() -> TestVault.config(Map.of("shiming.vault.suite", "ROT13")))
                .isInstanceOf(RuntimeException.class);
    }
}
