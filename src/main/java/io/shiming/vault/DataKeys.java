package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import io.quarkus.scheduler.Scheduled;
import io.shiming.vault.suite.Framing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The keys of persons: made, and for less than a minute held unwrapped; what leaves the cache is wiped. */
@ApplicationScoped
class DataKeys {
    private final HeldKeys operatorKeys;
    private final VaultConfig.PersonKeySettings limits;
    private final Clock clock;
    private final Map<Owner, Held> held = new LinkedHashMap<>(); // oldest first

    // The wrapping is part of the name: a foreign or damaged one never finds another's key here.
    private record Owner(int operator, long person, WrappedPersonKey wrapped) {}

    private record Held(DataKey key, Instant since) {}

    DataKeys(HeldKeys operatorKeys, VaultConfig config, Clock clock) {
        this.operatorKeys = operatorKeys;
        this.limits = config.personKeys();
        this.clock = clock;
    }

    /** A new key for a person. */
    WrappedPersonKey create(int operator, long person) {
        byte[] key = Random.randBytes(32);
        byte[] commitmentKey = Random.randBytes(WrappedPersonKey.COMMITMENT_KEY_BYTES);
        HeldKey wrapping = operatorKeys.newest(operator, KeyKind.OPERATOR);
        byte[] wrapped = wrapping.encrypt(
                key, context(operator, person, wrapping.version, WrappedPersonKey.FIRST_VERSION, commitmentKey));
        var made = WrappedPersonKey.of(wrapped, wrapping.version, commitmentKey);
        hold(
                new Owner(operator, person, made),
                new DataKey(Map.of(WrappedPersonKey.FIRST_VERSION, key), limits.seals()));
        return made;
    }

    /** Lets the act use the person's key; the key is not wiped while it does. */
    <T> T use(int operator, long person, WrappedPersonKey wrapped, Function<DataKey, T> act) {
        var owner = new Owner(operator, person, wrapped);
        while (true) {
            DataKey key = find(owner);
            synchronized (key) {
                if (!key.wiped()) {
                    return act.apply(key);
                }
            }
        }
    }

    /** Forgets what is too old; together with the lifetime this keeps a key less than a minute. */
    @Scheduled(identity = "forget-data-keys", every = "10s") // needs no database
    void forgetOld() {
        forget(clock.instant());
    }

    /** What the wrapping of a version of a person's key by a version of the operator's key is bound to. */
    static byte[] context(int operator, long person, int byVersion, int version, byte[] commitmentKey) {
        boolean first = version == WrappedPersonKey.FIRST_VERSION;
        var framing = new Framing().add(first ? "shiming/person-key/1" : "shiming/person-key/2");
        framing.add(operator).add(person).add(byVersion).add(commitmentKey);
        return (first ? framing : framing.add(version)).bytes();
    }

    /** All versions of a person's key, unwrapped, newest first; the caller's to wipe. */
    static SortedMap<Integer, byte[]> unwrapped(
            HeldKeys operatorKeys, int operator, long person, WrappedPersonKey key) {
        HeldKey wrapping = operatorKeys.version(operator, KeyKind.OPERATOR, key.operatorKeyVersion());
        var keys = new TreeMap<Integer, byte[]>(Comparator.reverseOrder());
        for (int version : key.versions()) {
            byte[] context = context(operator, person, wrapping.version, version, key.commitmentKey());
            keys.put(version, wrapping.decrypt(key.wrapped(version), context));
        }
        return keys;
    }

    private DataKey find(Owner owner) {
        forget(clock.instant());
        synchronized (held) {
            Held known = held.get(owner);
            if (known != null) {
                return known.key;
            }
        }
        return hold(owner, unwrap(owner));
    }

    private DataKey unwrap(Owner owner) {
        return new DataKey(unwrapped(operatorKeys, owner.operator, owner.person, owner.wrapped), limits.seals());
    }

    /** Of two threads that unwrapped the same key, the first one's is kept. */
    private DataKey hold(Owner owner, DataKey key) {
        synchronized (held) {
            Held first = held.putIfAbsent(owner, new Held(key, clock.instant()));
            if (first != null) {
                key.wipe();
                return first.key;
            }
            while (held.size() > Math.max(1, limits.atMost())) {
                dropOldest();
            }
            return key;
        }
    }

    private void forget(Instant now) {
        synchronized (held) {
            while (!held.isEmpty() && oldest().since.plus(limits.lifetime()).isBefore(now)) {
                dropOldest();
            }
        }
    }

    private Held oldest() {
        return held.values().iterator().next();
    }

    private void dropOldest() {
        var entries = held.values().iterator();
        entries.next().key.wipe();
        entries.remove();
    }
}
