package io.shiming.trial;

import java.net.URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The guard in front of every stand-in. It lets through the profiles trial, dev and test, and no other; a packaged
 * application that names no profile runs as prod and is refused.
 */
final class RefusedInProduction {
    private static final Set<String> PERMITTED = Set.of("trial", "dev", "test");

    private RefusedInProduction() {}

    /** Throws {@link IllegalStateException} unless the active profile permits stand-ins. */
    static void check(String standIn) {
        check(standIn, explicitProfile(), packaged());
    }

    static void check(String standIn, @Nullable String profiles, boolean packaged) {
        String active = profiles == null ? (packaged ? "prod" : "dev") : profiles;
        for (String profile : active.split(",", -1)) {
            if (!PERMITTED.contains(profile.strip())) {
                throw new IllegalStateException(
                        standIn + " is a stand-in for trials and refuses to start under profile " + profile.strip());
            }
        }
    }

    private static @Nullable String explicitProfile() {
        String property = System.getProperty("quarkus.profile");
        return property != null ? property : System.getenv("QUARKUS_PROFILE");
    }

    // Classes read from a directory are a developer's tree; a release is always an archive.
    private static boolean packaged() {
        URL self = RefusedInProduction.class.getResource("RefusedInProduction.class");
        return self == null || !Set.of("file", "quarkus").contains(self.getProtocol());
    }
}
