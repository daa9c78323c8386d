package io.shiming.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How many look-ups in any window of the given length, kept to a 24th of it. 0: not counted. */
@ConfigMapping(prefix = "shiming.access.quota")
interface QuotaConfig {
    /** Each clerk and each member of the operator's support, in an hour. */
    @Min(0)
    @WithDefault("60")
    int clerkPerHour();

    /** The same, in 24 hours. */
    @Min(0)
    @WithDefault("300")
    int clerkPerDay();

    /** All clerks of a store together, in 24 hours. */
    @Min(0)
    @WithDefault("2000")
    int storePerDay();

    /** All that calls as one client, where no store stands behind it, in 24 hours. */
    @Min(0)
    @WithDefault("10000")
    int clientPerDay();

    /** Records that one export may have. */
    @Min(1)
    @WithDefault("100000")
    int recordsPerExport();

    /** Records that an operator's exports of any 24 hours may have together. */
    @Min(1)
    @WithDefault("300000")
    int recordsPerDay();

    /** People that one purge may erase. */
    @Min(1)
    @WithDefault("1000")
    int peoplePerPurge();

    /** People that an operator's purges of any 24 hours may erase together. */
    @Min(1)
    @WithDefault("20000")
    int peoplePerDay();
}
