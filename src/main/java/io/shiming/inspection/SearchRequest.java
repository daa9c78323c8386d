package io.shiming.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What to search the log for; everything given must hold.
 *
 * @param from first instant, ISO 8601; 30 days ago if absent
 * @param to first instant after the range; now if absent
 * @param actor who did it
 * @param act what was done
 * @param store the store it was done in
 * @param purpose what for
 * @param decision ALLOWED, REFUSED or FAILED
 * @param registrationId everything that happened to the person of this registration
 * @param after the cursor of the page before
 * @param limit entries on a page, 1 to 200; 50 if absent
 */
record SearchRequest(
        @Nullable String from,
        @Nullable String to,
        @Nullable String actor,
        @Nullable String act,
        @Nullable String store,
        @Nullable String purpose,
        @Nullable String decision,
        @Nullable String registrationId,
        @Nullable String after,
        @Nullable Integer limit) {}
