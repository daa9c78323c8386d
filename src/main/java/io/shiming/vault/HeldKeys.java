package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operators' keys, unwrapped once and held. An operator's first keys are made when they are first asked for; keys that
 * another instance made are noticed within the reload time. Write with the newest, find with all.
 */
@ApplicationScoped
class HeldKeys {
    private final Keyring keyring;
    private final GuardedRootKey root;
    private final VaultConfig config;
    private final Clock clock;
    private final KeyUses uses;
    private final Map<ShelfName, KeyCache> shelves = new ConcurrentHashMap<>();

    private record ShelfName(int operator, KeyKind kind) {}

    HeldKeys(Keyring keyring, GuardedRootKey root, VaultConfig config, Clock clock, KeyUses uses) {
        this.keyring = keyring;
        this.root = root;
        this.config = config;
        this.clock = clock;
        this.uses = uses;
    }

    /** The key that writes. */
    HeldKey newest(int operator, KeyKind kind) {
        return shelf(operator, kind).fresh(clock.instant()).stream()
                .filter(key -> key.state == KeyState.LIVE)
                .findFirst()
                .orElseThrow(Unopenable::new);
    }

    /** All keys that may have made what is looked for, newest first. */
    List<HeldKey> all(int operator, KeyKind kind) {
        return shelf(operator, kind).fresh(clock.instant());
    }

    /**
     * The key of a stored version.
     *
     * @throws Unopenable if the keyring has no such version, or has retired it
     */
    HeldKey version(int operator, KeyKind kind, int version) {
        return shelf(operator, kind).version(version, clock.instant());
    }

    /** The keyring has changed: the next use reads it again. */
    void lookAgain(int operator, KeyKind kind) {
        shelf(operator, kind).lookAgain();
    }

    private KeyCache shelf(int operator, KeyKind kind) {
        return shelves.computeIfAbsent(
                new ShelfName(operator, kind), n -> new KeyCache(config.reload(), held -> load(n, held)));
    }

    private List<HeldKey> load(ShelfName shelf, List<HeldKey> held) {
        var stored = keyring.read(shelf.operator, shelf.kind);
        if (stored.isEmpty()) {
            keyring.add(first(shelf));
            stored = keyring.read(shelf.operator, shelf.kind);
        }
        return stored.stream()
                .filter(key -> key.state != KeyState.RETIRED)
                .map(key -> unwrap(key, held))
                .toList();
    }

    /** Only a key not held yet costs a call to the key store. */
    private HeldKey unwrap(StoredKey key, List<HeldKey> held) {
        return held.stream()
                .filter(h -> h.version == key.version)
                .findFirst()
                .map(h -> h.in(key.state))
                .orElseGet(() -> new HeldKey(
                        key.version,
                        key.suite,
                        key.state,
                        root.unwrap(key.wrapped, key.context()),
                        uses.of(key.operator, key.kind, key.version)));
    }

    private StoredKey first(ShelfName shelf) {
        return fresh(root, shelf.operator, shelf.kind, 1, config.suite(), KeyState.LIVE);
    }

    /** A new key, wrapped by the root key. */
    static StoredKey fresh(GuardedRootKey root, int operator, KeyKind kind, int version, Suite suite, KeyState state) {
        byte[] key = Random.randBytes(kind.bytes(suite));
        byte[] wrapped = root.wrap(key, StoredKey.context(operator, kind, version, suite));
        Arrays.fill(key, (byte) 0);
        return new StoredKey(operator, kind, version, suite, state, wrapped);
    }
}
