package io.shiming.access.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How many lookups in any window of the given length, kept to a 24th of it. 0: not counted. */
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

    /** Each person, under all clients together, where no store stands behind the call, in 24 hours. */
    @Min(0)
    @WithDefault("2000")
    int personPerDay();

    /** Lookups with a field in full, or an image, by each person, in an hour. */
    @Min(0)
    @WithDefault("60")
    int unmaskedPerHour();

    /** The same, in 24 hours. */
    @Min(0)
    @WithDefault("300")
    int unmaskedPerDay();

    /** Lookups of one emergency. */
    @Min(1)
    @WithDefault("20")
    int lookupsPerEmergency();

    /** Questions for a holder's own numbers that each clerk puts, in an hour. */
    @Min(0)
    @WithDefault("30")
    int ownNumbersPerHour();

    /** The same, in 24 hours. */
    @Min(0)
    @WithDefault("100")
    int ownNumbersPerDay();

    /** Refusals and noes that tell each actor something of a person or a number, in an hour. */
    @Min(0)
    @WithDefault("30")
    int probesPerHour();

    /** The same, in 24 hours. */
    @Min(0)
    @WithDefault("100")
    int probesPerDay();

    /** Questions about lines that are not registered, by each system that follows lines along, in an hour. */
    @Min(0)
    @WithDefault("120")
    int unknownLinesPerHour();

    /** Applications that each second reviewer stands for, in a minute. */
    @Min(0)
    @WithDefault("6")
    int reviewsPerMinute();

    /** The same, in 24 hours. */
    @Min(0)
    @WithDefault("300")
    int reviewsPerDay();

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
