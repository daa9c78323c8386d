package io.shiming.evidence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long images wait for the signing they were taken for. */
@ConfigMapping(prefix = "shiming.evidence")
public interface EvidenceConfig {
    /** How long after it was taken an image may be used: the applicant is still at the counter. */
    @WithDefault("2h")
    Duration usableFor();

    /** How long after it was taken an image that nobody used is erased. */
    @WithDefault("24h")
    Duration unusedErasedAfter();

    /** Time between two rounds of erasing those; {@code off} leaves it to other instances. */
    @WithDefault("60s")
    String eraseEvery();
}
