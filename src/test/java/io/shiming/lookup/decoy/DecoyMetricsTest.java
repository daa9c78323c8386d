package io.shiming.lookup.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.Metrics;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reads the metrics before and after one lookup does not learn from them whether it was of a decoy. */
@QuarkusTest
@Tag("case-C7")
class DecoyMetricsTest {
    /** What changes by itself: memory, time, pools, the log's sequencer; and durations, which differ each time. */
    private static final Pattern NOISE =
            Pattern.compile("(jvm|process|system|agroal|netty|worker_pool|http_server_(active|conn|bytes)|shiming_audit"
                    + "|shiming_vault|disk|executor|scheduled)_?.*|.*_(max|sum)[{ ].*");

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void aLookupOfADecoyChangesWhatAnyOtherLookupChanges() {
        // Given
        var decoy = RegistrationForms.internet();
        var marked = callers.clerk().sign(decoy).mustBe(201).registration();
        callers.named("officer-1")
                .keyed()
                .send("PUT", "/v1/decoys/" + marked, "application/json", new byte[0])
                .mustBe(200);
        var other = RegistrationForms.internet();
        callers.clerk().sign(other).mustBe(201);
        var clerk = staff.clerkOf("S-9481").caller();
        clerk.lookUp(DealerStaff.service(other)).mustBe(200); // leaves the traces of a first call
        // When
        var byAnother = changedBy(() -> clerk.lookUp(DealerStaff.service(other)).mustBe(200));
        var byTheDecoy =
                changedBy(() -> clerk.lookUp(DealerStaff.service(decoy)).mustBe(200));
        // Then
        assertThat(byTheDecoy).isEqualTo(byAnother);
        assertThat(byAnother).anyMatch(series -> series.startsWith("http_server_requests_seconds_count"));
    }

    private Set<String> changedBy(Runnable lookup) {
        var before = series();
        lookup.run();
        var changed = new TreeSet<String>();
        series().forEach((name, value) -> {
            if (!value.equals(before.get(name))) changed.add(name);
        });
        return changed;
    }

    private Map<String, String> series() {
        var series = new HashMap<String, String>();
        Metrics.at(management)
                .lines()
                .filter(line -> !line.startsWith("#") && !NOISE.matcher(line).matches())
                .forEach(line -> series.put(
                        line.substring(0, line.lastIndexOf(' ')), line.substring(line.lastIndexOf(' ') + 1)));
        return series;
    }
}
