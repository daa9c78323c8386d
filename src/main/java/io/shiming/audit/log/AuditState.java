package io.shiming.audit.log;

import io.shiming.audit.AuditConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the log can be relied on now. Lookups ask it before they open anything. */
@ApplicationScoped
public class AuditState {
    private final Clock clock;
    private final Duration stopAfter;
    private final Duration stopUnwitnessedAfter;
    private volatile Instant waitingSince;
    private volatile Duration mergeDelay = Duration.ZERO;
    private volatile @Nullable Instant unwitnessedSince;
    private volatile boolean forked;
    private volatile boolean mirrorContradicts;
    private volatile boolean noHeadStore;
    private volatile boolean looked;
    private volatile boolean incomplete;

    AuditState(Clock clock, AuditConfig config) {
        this.clock = clock;
        this.stopAfter = config.lookupsStopAfter();
        this.stopUnwitnessedAfter = config.witness().lookupsStopAfter();
        this.waitingSince = clock.instant();
    }

    /** Why an instance must not be given requests. */
    enum NotReady {
        /** The first run of the sequencer, or the first look where other instances run it, is not over. */
        LOG_NOT_LOOKED_AT,
        /** The directory of the head store is missing, or is empty although a checkpoint was published. */
        HEAD_STORE_MISSING,
        /** Database, head store and mirror contradict each other. */
        LOG_FORKED,
        /** Entries wait for their place for longer than lookups may proceed. */
        LOG_STALE,
        /** The witnesses have been away for longer than lookups may proceed. */
        LOG_UNWITNESSED
    }

    /** The first reason that holds, if any does. */
    Optional<NotReady> notReady() {
        if (noHeadStore) return Optional.of(NotReady.HEAD_STORE_MISSING);
        if (forked()) return Optional.of(NotReady.LOG_FORKED);
        if (!looked) return Optional.of(NotReady.LOG_NOT_LOOKED_AT);
        if (queueAge().compareTo(stopAfter) > 0) return Optional.of(NotReady.LOG_STALE);
        return unwitnessed().compareTo(stopUnwitnessedAfter) > 0
                ? Optional.of(NotReady.LOG_UNWITNESSED)
                : Optional.empty();
    }

    /**
     * False once the database and the last signed head contradict each other (someone turned the log back or changed
     * it), an entry was found missing, entries have waited too long for their place or for the witnesses, or no
     * instance has been able to check whether they do.
     */
    public boolean lookupsMayProceed() {
        return !forked()
                && !incomplete
                && queueAge().compareTo(stopAfter) <= 0
                && unwitnessed().compareTo(stopUnwitnessedAfter) <= 0;
    }

    /** Whether the log was found to contradict its own signed head or its mirror (the alarm AUDIT_FORK). */
    public boolean forked() {
        return forked || mirrorContradicts;
    }

    /** Whether an entry was found that is not as it was written or has lost its place; stays until a restart. */
    public boolean incomplete() {
        return incomplete;
    }

    /** Longest time that an entry may have been waiting for its place; grows while no instance can check. */
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
        looked = true;
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

    /** Whether the newest checkpoint does not extend the mirror's. */
    void mirrorContradicts(boolean found) {
        mirrorContradicts = found;
    }

    /** Whether the memory outside the database is away. */
    void headStoreMissing(boolean found) {
        noHeadStore = found;
    }

    void foundIncomplete() {
        incomplete = true;
    }
}
