package io.shiming.evidence;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long images wait for the signing they were taken for. */
@ConfigMapping(prefix = "shiming.evidence")
public interface EvidenceConfig {
    /** How long after it was taken an image may be used: the applicant is still at the counter. */
    @WithDefault("2h")
    Duration usableFor();

    /** How long after it was taken an image that no signing used is erased. */
    @WithDefault("24h")
    Duration unusedErasedAfter();

    /** How many images that no signing used yet a member of staff may have. */
    @WithDefault("100")
    int unusedPerClerk();

    /** The same of a shop, for all its members of staff together. */
    @WithDefault("400")
    int unusedPerStore();

    /** How many bytes they may take, sealed, of a shop. */
    @WithDefault("100M")
    MemorySize unusedBytesPerStore();

    /** Time between two rounds of erasing those; {@code off} leaves it to other instances. */
    @WithDefault("60s")
    String eraseEvery();
}
