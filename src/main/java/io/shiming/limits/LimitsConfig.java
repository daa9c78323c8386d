package io.shiming.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;

/** Settings {@code shiming.limits.*}. */
@ConfigMapping(prefix = "shiming.limits")
interface LimitsConfig {
    /**
     * Least time between two openings of mobile cards by one person; no law sets one, hence none by default. No longer than an
     * application that came to nothing is kept.
     */
    @WithDefault("0s")
    @DurationMax(days = 30)
    Duration coolDown();

    /** Within which time an appeal is to be decided (Order 24 article 12 for complaints: fifteen days). */
    @WithDefault("15d")
    Duration appealWithin();

    /** How many days a rule does not hold for a person whose appeal was accepted. */
    @WithDefault("30")
    int exemptDays();

    /**
     * The keys that sanctions lists are signed with, a JWK Set: https (http on loopback), a file or a path; read by {@code
     * PeerKeySets}. Without it no list is taken.
     */
    Optional<String> sanctionsJwks();
}
