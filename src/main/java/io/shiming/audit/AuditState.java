package io.shiming.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the log can be relied on now. Look-ups ask it before they open anything. */
@ApplicationScoped
public class AuditState {
    private final Clock clock;
    private final Duration stopAfter;
    private final Duration stopUnwitnessedAfter;
    private volatile Instant waitingSince;
    private volatile Duration mergeDelay = Duration.ZERO;
    private volatile @Nullable Instant unwitnessedSince;
    private volatile boolean forked;
    private volatile boolean incomplete;

    AuditState(Clock clock, AuditConfig config) {
        this.clock = clock;
        this.stopAfter = config.lookupsStopAfter();
        this.stopUnwitnessedAfter = config.witness().lookupsStopAfter();
        this.waitingSince = clock.instant();
    }

    /**
     * False once the database and the last signed head contradict each other (someone turned the log back or changed
     * it), an entry was found missing, entries have waited too long for their place or for the witnesses, or nobody
     * has been able to look whether they do.
     */
    public boolean lookupsMayProceed() {
        return !forked
                && !incomplete
                && queueAge().compareTo(stopAfter) <= 0
                && unwitnessed().compareTo(stopUnwitnessedAfter) <= 0;
    }

    /** Whether the log was found to contradict its own signed head (the alarm AUDIT_FORK). */
    public boolean forked() {
        return forked;
    }

    /** Whether an entry was found that is not as it was written or has lost its place; stays until a restart. */
    public boolean incomplete() {
        return incomplete;
    }

    /** Longest time that an entry may have been waiting for its place; grows while nobody can look. */
    public Duration queueAge() {
        var age = Duration.between(waitingSince, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** How long the tree has been larger than what enough witnesses have seen; zero without witnesses. */
    public Duration unwitnessed() {
        var since = unwitnessedSince;
        return since == null || clock.instant().isBefore(since)
                ? Duration.ZERO
                : Duration.between(since, clock.instant());
    }

    /** How long the oldest entry of the last published checkpoint waited to be in one. At most 10 s is promised. */
    public Duration mergeDelay() {
        return mergeDelay;
    }

    /** The queue was looked at: its oldest entry, or null if it was empty. */
    void queueSeen(@Nullable Instant oldest) {
        waitingSince = oldest == null ? clock.instant() : oldest;
    }

    /** Since when there is a checkpoint that too few witnesses have seen; null if there is none. */
    void unwitnessedSince(@Nullable Instant first) {
        unwitnessedSince = first;
    }

    void merged(Duration delay) {
        mergeDelay = delay;
    }

    void forked(boolean found) {
        forked = found;
    }

    void foundIncomplete() {
        incomplete = true;
    }
}
