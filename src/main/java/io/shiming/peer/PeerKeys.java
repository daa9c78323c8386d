package io.shiming.peer;

import io.shiming.peer.Unusable.Reason;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * A peer's public keys, from the one configured place and never from an address that a signed text names. An unknown
 * key id has them read again, so that the peer can rotate. This happens at most once a minute, or every five seconds as
 * long as there are none, so that no caller can cause more reads. While a newer set is bad or cannot be fetched, the
 * last good one stays in use for a limited time: an attacker who blocks the reads must not keep a withdrawn key valid.
 */
public final class PeerKeys implements VerificationKeyResolver {
    private static final Logger LOG = Logger.getLogger(PeerKeys.class);
    private static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration READ_AGAIN_IF_NONE_AFTER = Duration.ofSeconds(5);
    private static final Duration READ_WITHIN = Duration.ofSeconds(3);
    private static final int LARGEST_SET = 256 * 1024;
    private static final int FIRST_READ_SECONDS = 3;

    private final Peer peer;
    private final KeyPlace place;
    private final PeerTrust trust;
    private final Duration usableFor;
    private final Clock clock;
    private final Wire wire;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeySet keys = KeySet.EMPTY;
    private volatile @Nullable Instant lastRead;
    private volatile @Nullable Fault fault;

    /**
     * Why the last reading brought no keys.
     *
     * @param word for the log and the health check
     * @param bad whether a set was read and is not to be used
     */
    record Fault(String word, boolean bad, Reason reason, Instant since) {}

    /**
     * The keys at this place.
     *
     * @param usableFor how long the last good ones stay, from the first reading that fails
     */
    public PeerKeys(Peer peer, KeyPlace place, PeerTrust trust, Duration usableFor, Clock clock) {
        this.peer = peer;
        this.place = place;
        this.trust = trust;
        this.usableFor = usableFor;
        this.clock = clock;
        this.wire = wire(trust);
    }

    static Wire wire(PeerTrust trust) {
        return new Wire(READ_WITHIN, trust, LARGEST_SET);
    }

    /** Whose certificates the peer's servers must have. */
    public PeerTrust trust() {
        return trust;
    }

    /** The key of this id for signatures of this algorithm; throws if there is none, or if that cannot be said now. */
    public Key named(String id, String algorithm) throws Unusable {
        if (keys.lacks(id)) readIfDue(READ_AGAIN_AFTER);
        var failed = fault;
        if (failed != null && clock.instant().isAfter(failed.since.plus(usableFor))) {
            throw new Unusable(failed.reason);
        }
        var known = keys.named(id, algorithm);
        if (known == null) {
            throw new Unusable(failed != null && keys.lacks(id) ? failed.reason : Reason.SIGNATURE);
        }
        return known;
    }

    @Override
    public Key resolveKey(JsonWebSignature signed, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        try {
            return named(
                    String.valueOf(signed.getKeyIdHeaderValue()), String.valueOf(signed.getAlgorithmHeaderValue()));
        } catch (Unusable none) {
            throw new UnresolvableKeyException("no key", none);
        }
    }

    /** Reads them if the last reading failed, or was so long ago. */
    void refresh(Duration every) {
        readIfDue(fault != null ? READ_AGAIN_AFTER : every);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    private void readIfDue(Duration after) {
        if (!due(after) || !mayRead()) return;
        try {
            if (due(after)) read(); // unless another thread has just read them
        } finally {
            reading.unlock();
        }
    }

    private boolean due(Duration after) {
        var last = lastRead;
        var wait = keys.isEmpty() ? READ_AGAIN_IF_NONE_AFTER : after;
        return last == null || !clock.instant().isBefore(last.plus(wait));
    }

    /** One thread reads; the others go on with what there is, and wait only for the very first reading. */
    private boolean mayRead() {
        try {
            return lastRead == null ? reading.tryLock(FIRST_READ_SECONDS, TimeUnit.SECONDS) : reading.tryLock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        try {
            var set = KeySet.judged(place.read(wire), peer.algorithms);
            if (fault != null) LOG.infof("the keys of the %s are good again", peer.label);
            if (keys.isEmpty() && set.unused() > 0) {
                LOG.infof("%d keys of the %s are for something else and verify nothing", set.unused(), peer.label);
            }
            keys = set;
            fault = null;
        } catch (Unusable e) {
            failed(new Fault(e.reason().name(), false, e.reason(), clock.instant()));
        } catch (KeyFault e) {
            failed(new Fault(e.reason.name(), true, Reason.NO_KEYS, clock.instant()));
        }
        lastRead = clock.instant();
    }

    private void failed(Fault now) {
        var before = fault;
        if (before == null || before.bad != now.bad) {
            LOG.warnf(
                    "the keys of the %s cannot be used: %s; %s",
                    peer.label,
                    now.word,
                    keys.isEmpty() ? "nothing that it signs is taken" : "the last good ones stay");
        }
        fault = new Fault(now.word, now.bad, now.reason, before == null ? now.since : before.since);
    }
}
