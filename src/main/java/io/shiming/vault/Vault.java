package io.shiming.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Framing;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals, opens, and makes indexes. What cannot be opened is {@link Unopenable}; when a key cannot be had, a Problem
 * UNAVAILABLE, and never plaintext in its place. Arrays that a caller passes in stay the caller's to wipe.
 *
 * <p>The first call for an operator may read the keyring and ask the key store: not to be made while holding a lock.
 */
@ApplicationScoped
public class Vault {
    private final HeldKeys keys;
    private final DataKeys persons;
    private final VaultConfig config;
    private final Clock clock;

    Vault(HeldKeys keys, DataKeys persons, VaultConfig config, Clock clock) {
        this.keys = keys;
        this.persons = persons;
        this.config = config;
        this.clock = clock;
    }

    /** A new key for a person, to be stored in the transaction that registers the person. */
    public WrappedPersonKey newPersonKey(int operator, long person) {
        return persons.create(operator, person);
    }

    /** Seals a value for one place. Above 64 KiB it is sealed in chunks; the envelope says so. */
    public Sealed seal(WrappedPersonKey key, Place place, byte[] plain) {
        return persons.use(
                place.operator(), place.person(), key, dataKey -> dataKey.seal(config.suite(), place, plain));
    }

    /**
     * Opens a value.
     *
     * @throws io.shiming.problem.Problem PERMISSION_DENIED if the permit is not for this person, or is over
     * @throws Unopenable if it is not what was sealed for this place
     */
    public Plaintext unseal(UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed) {
        permit.mustCover(place.operator(), place.person(), clock.instant());
        return persons.use(place.operator(), place.person(), key, dataKey -> dataKey.unseal(place, sealed));
    }

    /**
     * What binds an audit entry to a person without naming the person: HMAC-SHA-256 over the 36 lower-case characters of
     * the entry's id. The database makes the same value with
     * {@code hmac(convert_to(entry_id::text, 'UTF8'), commit_key, 'sha256')}; hence one algorithm in both suites.
     */
    public byte[] commitment(WrappedPersonKey key, UUID entryId) {
        return CryptoCalls.loudly(() -> Suite.AES_GCM_HMAC_SHA256
                .primitives()
                .mac(key.commitmentKey(), entryId.toString().getBytes(US_ASCII)));
    }

    /** The index to store, made with the operator's newest key. */
    public BlindIndex toStore(int operator, IndexKind kind, String canonical) {
        return index(keys.newest(operator, kind.key()), kind, canonical);
    }

    /** The indexes to look for, newest first: while a key is rotated there are two. */
    public List<BlindIndex> toFind(int operator, IndexKind kind, String canonical) {
        return keys.all(operator, kind.key()).stream()
                .map(key -> index(key, kind, canonical))
                .toList();
    }

    /** A keyed fingerprint of a request, 32 bytes, to tell a retry from another request with the same key. */
    public byte[] requestDigest(int operator, byte[] body) {
        return keys.newest(operator, KeyKind.REQUEST)
                .mac(new Framing().add("shiming/request/1").add(body).bytes());
    }

    /**
     * What an Idempotency-Key is kept as, 32 bytes: another one for each client and each store.
     *
     * @param store null for a client that belongs to no store
     */
    public byte[] idempotencyDigest(int operator, String client, @Nullable String store, String key) {
        return keys.newest(operator, KeyKind.REQUEST)
                .mac(new Framing()
                        .add("shiming/idempotency/1")
                        .add(client)
                        .add(store == null ? "" : store)
                        .add(key)
                        .bytes());
    }

    /** The suite that seals at present. */
    public Suite suite() {
        return config.suite();
    }

    static BlindIndex index(HeldKey key, IndexKind kind, String canonical) {
        byte[] message = new Framing()
                .add("shiming/index/1")
                .add(kind.name())
                .add(canonical.getBytes(UTF_8))
                .bytes();
        return new BlindIndex(key.mac(message), key.version);
    }
}
