package io.shiming.access.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How refusals are entered in the log (decision 082). */
@ConfigMapping(prefix = "shiming.access.refusals")
interface RefusalConfig {
    /**
     * How many refusals of one actor have an entry of their own in one minute, over all instances; the others of that
     * minute are summed in one entry.
     */
    @Min(1)
    @WithDefault("600")
    int entriesPerMinute();

    /** Time between two rounds of storing the counts: what a kill of an instance can lose. */
    @WithDefault("1s")
    String storeEvery();

    /** Time between two rounds of writing the entries of minutes that have ended. */
    @WithDefault("5s")
    String sumEvery();
}
