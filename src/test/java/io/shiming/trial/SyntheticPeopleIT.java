package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.WireReply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who were made up to measure with are found and opened by the service as anybody else. */
class SyntheticPeopleIT {
    private static final Map<String, String> WITHOUT_SWEEP = Map.of("shiming.registration.sweep-every", "off");

    @Test
    void syntheticPersonIsFoundByNumberAndOpened(@TempDir Path home) throws Exception {
        try (var service = PackagedService.start(home, WITHOUT_SWEEP)) {
            // Given: fifty, and then ten more
            service.stop();
            assertThat(service.runOnce("load-people", "50")).startsWith("load-people: 50 people made up");
            assertThat(service.runOnce("load-people", "60")).startsWith("load-people: 10 people made up");
            service.restart();
            var shop = new Shop(service);
            // When
            var first = lookUp(shop, "13800000001");
            var last = lookUp(shop, "13800000060");
            var absent = lookUp(shop, "13800000061");
            // Then
            assertThat(first.text("/subscriber/name")).isEqualTo("测试压测人");
            assertThat(first.text("/subscriber/documentNumber"))
                    .startsWith("120000")
                    .isNotEqualTo(last.text("/subscriber/documentNumber"));
            assertThat(last.text("/subscriber/serviceNumber")).isEqualTo("+8613800000060");
            assertThat(last.text("/status")).isEqualTo("ACTIVE");
            assertThat(absent.status()).isEqualTo(404);
        }
    }

    private static WireReply lookUp(Shop shop, String number) throws Exception {
        return shop.post(
                "auditor-1",
                "/v1/lookups",
                Map.of(
                        "line",
                        Map.of("type", "mobile", "number", number),
                        "purpose",
                        "COMPLIANCE_AUDIT",
                        "legalBasis",
                        "LEGAL_DUTY",
                        "fields",
                        List.of("name", "documentNumber", "serviceNumber")));
    }
}
