package io.shiming.audit.search;

import io.shiming.audit.Act;
import io.shiming.audit.Outcome;
import io.shiming.audit.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to search the log for; what is null does not matter. Only the time range is always there: it keeps a search from
 * reading the whole log.
 *
 * @param from first instant
 * @param to first instant after the range
 * @param actor who did it
 * @param act what was done
 * @param store shop it was done in
 * @param purpose what it was done for
 * @param decision how it ended
 * @param registration registration it is about
 * @param person internal id of the person it is about; finds nothing once the person is erased
 * @param after entry id that the last page ended with
 * @param limit most entries to answer, 1 to 200
 */
public record AuditCriteria(
        Instant from,
        Instant to,
        @Nullable String actor,
        @Nullable Act act,
        @Nullable String store,
        @Nullable Purpose purpose,
        @Nullable Outcome decision,
        @Nullable UUID registration,
        @Nullable Long person,
        @Nullable UUID after,
        int limit) {
    /** Most entries on a page. */
    public static final int MOST = 200;

    /** A range is not empty and a page not too long; else {@link IllegalArgumentException}. */
    public AuditCriteria {
        if (!from.isBefore(to)) throw new IllegalArgumentException("a time range ends after it begins");
        if (limit < 1 || limit > MOST) throw new IllegalArgumentException("a page has 1 to 200 entries");
    }

    /** Everything in this time, first page. */
    public static AuditCriteria between(Instant from, Instant to, int limit) {
        return new AuditCriteria(from, to, null, null, null, null, null, null, null, null, limit);
    }
}
