package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootKeyRulesTest {

    private static List<String> faults(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put("shiming.vault.root-key." + settings[i], settings[i + 1]);
        }
        return RootKeyRules.productionFaults(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build());
    }

    @Test
    void aFileKeyIsRefused() {
        assertThat(faults("provider", "file", "file", "root.p12", "password", "secret"))
                .singleElement()
                .asString()
                .contains("provider=file");
    }

    @Test
    void aFileKeyIsAcceptedIfExpresslyAllowedButNeverMade() {
        var allowed = new String[] {
            "provider",
            "file",
            "file",
            "root.p12",
            "password",
            "secret",
            "allow-file-in-production",
            "true",
            "create-if-missing",
            "true"
        };
        assertThat(faults(java.util.Arrays.copyOf(allowed, 8))).isEmpty();
        assertThat(faults(allowed)).singleElement().asString().contains("create-if-missing");
    }

    @Test
    void nothingChosenIsAFault() {
        assertThat(faults()).singleElement().asString().contains("provider");
        assertThat(faults("provider", "paper")).hasSize(1);
    }

    @Test
    void eachMissingSettingHasItsLineAndNoValueIsShown() {
        assertThat(faults("provider", "pkcs11")).hasSize(2);
        assertThat(faults("provider", "pkcs11", "pkcs11.library", "lib.so", "pkcs11.pin", "1234"))
                .isEmpty();
        assertThat(faults("provider", "transit", "transit.url", "http://keys", "transit.token", "hush"))
                .singleElement()
                .asString()
                .contains("https://")
                .doesNotContain("hush");
        assertThat(faults("provider", "transit", "transit.url", "https://keys", "transit.token", "hush"))
                .isEmpty();
    }

    @Test
    void keysThatAreReadTooSeldomAreAFault() {
        var slow = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("shiming.vault.reload", "PT1H"), "test", 100))
                .build();
        assertThat(RootKeyRules.productionFaults(slow))
                .anySatisfy(line -> assertThat(line).startsWith("shiming.vault.reload"));
    }
}
