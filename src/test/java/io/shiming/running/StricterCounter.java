package io.shiming.running;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.shiming.trial.TrialAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Settings that most tests do without: an hour between two cards of one person, a second identity authority, and twenty
 * entries of refusals a minute, which the tests sum themselves, and few calls of one actor at once.
 */
public class StricterCounter implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "shiming.limits.cool-down", "1h",
                "shiming.access.refusals.entries-per-minute", "20",
                "shiming.access.refusals.store-every", "off",
                "shiming.access.refusals.sum-every", "off",
                "shiming.admission.calls-per-actor", "12",
                "shiming.admission.images-per-actor", "2");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SecondAuthority.class));
    }

    /** The other provider, which is asked about foreign passports first. */
    public static class SecondAuthority implements QuarkusTestResourceLifecycleManager {
        private TrialAuthority authority;

        @Override
        public Map<String, String> start() {
            try {
                authority = TrialAuthority.start(
                        Files.createTempDirectory("shiming-second-authority"), 0, Clock.systemUTC());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "shiming.verification.second-authority.url",
                    authority.address().toString(),
                    "shiming.verification.second-authority.jwks",
                    authority.address() + "/jwks",
                    "shiming.verification.second-authority.first-for",
                    "PPT_F");
        }

        @Override
        public void stop() {
            authority.close();
        }
    }
}
