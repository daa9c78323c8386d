package io.shiming.vault;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shiming.vault.kms.KeyStoreWrapping;
import io.shiming.vault.suite.Suite;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** A vault put together by hand: real primitives, a keyring in memory, a clock that is set. */
final class TestVault {
    static final int OPERATOR = 1;
    static final long PERSON = 7001;
    static final Place PLACE = new Place(OPERATOR, "identity_version", "name", 11, PERSON, 1);

    final SetClock clock = new SetClock(Instant.parse("2026-11-22T02:00:00Z"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final VaultConfig config;
    final Keyring keyring;
    final RootKey root;
    final GuardedRootKey guarded;
    final KeyUses uses = new KeyUses(new org.postgresql.ds.PGSimpleDataSource());
    final HeldKeys keys;
    final DataKeys persons;
    final Vault vault;

    TestVault(Map<String, String> settings) {
        this(new MemoryKeyring(), memoryRoot(), settings);
    }

    TestVault(Keyring keyring, RootKey root, Map<String, String> settings) {
        this.config = config(settings);
        this.keyring = keyring;
        this.root = root;
        this.guarded = new GuardedRootKey(root, Duration.ofSeconds(2), meters);
        this.keys = new HeldKeys(keyring, guarded, config, clock, uses);
        this.persons = new DataKeys(keys, config, clock);
        this.vault = new Vault(keys, persons, config, clock);
    }

    static TestVault in(Suite suite) {
        return new TestVault(Map.of("shiming.vault.suite", suite.name()));
    }

    UnsealPermit permit() {
        return permit(OPERATOR, PERSON);
    }

    UnsealPermit permit(int operator, long person) {
        return new UnsealPermit(
                "clerk-1", "CUSTOMER_CARE", operator, person, clock.instant().plusSeconds(5));
    }

    static VaultConfig config(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("shiming.vault.root-key.provider", "file"));
        all.putAll(settings);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(VaultConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(VaultConfig.class);
    }

    /** A root key that lives and dies with the test. */
    static RootKey memoryRoot() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] password = "test".toCharArray();
            var key = new SecretKeySpec(com.google.crypto.tink.subtle.Random.randBytes(32), "AES");
            store.setKeyEntry(KeyStoreWrapping.NAME + 1, key, password, null);
            return new StoreRoot(new KeyStoreWrapping(store, password, null));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record StoreRoot(KeyStoreWrapping wrapping) implements RootKey {
        @Override
        public String provider() {
            return "memory";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] context) {
            return wrapping.wrap(key, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            return wrapping.unwrap(wrapped, context);
        }
    }
}
