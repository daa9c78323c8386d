package io.shiming.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How many calls one instance has in progress at once, from before their bodies arrive (decision 082). */
@ConfigMapping(prefix = "shiming.admission")
public interface AdmissionConfig {
    /** Of one actor. */
    @Min(1)
    @WithDefault("64")
    int callsPerActor();

    /** Of one client, for all its actors together. */
    @Min(1)
    @WithDefault("256")
    int callsPerClient();

    /** Of one network address, as long as their tokens have not been verified. */
    @Min(1)
    @WithDefault("256")
    int callsPerAddress();

    /** Images that one actor sends. */
    @Min(1)
    @WithDefault("2")
    int imagesPerActor();

    /** Calls that are no lookups and no line status, of everybody: the remaining worker threads are for those. */
    @Min(1)
    @WithDefault("150")
    int otherCalls();
}
