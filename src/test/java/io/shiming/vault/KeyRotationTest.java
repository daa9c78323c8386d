package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.vault.kms.KeyStoreWrapping;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Rotation and erasure on PostgreSQL, under the custodian's role. Each test has an operator of its own. */
class KeyRotationTest {
    private static final byte[] NAME = "样本一".getBytes(StandardCharsets.UTF_8);

    private final KeyringAdmin keyringAdmin = new KeyringAdmin(() -> VaultDatabase.as("shiming_keyring"));
    private final RootKey root = TestVault.memoryRoot();
    private final TestVault test = instance(root);

    private static TestVault instance(RootKey root) {
        var made = new TestVault(new Keyring(VaultDatabase.as("shiming_service")), root, Map.of());
        made.clock.advance(Duration.between(made.clock.instant(), Instant.parse("2100-01-01T00:00:00Z")));
        return made;
    }

    private KeyRotation rotation(IndexedColumns... columns) {
        var rewrapping = new Rewrapping(keyringAdmin, test.keys, new RootRewrapping(keyringAdmin, test.guarded));
        return new KeyRotation(
                keyringAdmin,
                test.keyring,
                test.keys,
                rewrapping,
                test.guarded,
                test.config,
                test.clock,
                beans(columns));
    }

    @Test
    void afterAnOperatorKeyRotationAllIsReadableAndTheOldKeyRetires() throws Exception {
        // Given
        var rotation = rotation();
        var place = new Place(21, "identity_version", "name", 1, 2101, 1);
        var sealed = test.vault.seal(person(21, 2101), place, NAME);
        for (long id = 2102; id <= 2107; id++) {
            person(21, id);
        }
        // When
        assertThat(rotation.newOperatorKey(21)).isEqualTo(2);
        assertThat(rotation.retireOperatorKeys(21)).isZero(); // seven persons depend on it
        test.clock.advance(Duration.ofSeconds(5));
        var pass = rotation.rewrapPersons(21, 3);
        // Then
        assertThat(pass).isEqualTo(new PassResult(7, 0));
        assertThat(rotation.rewrapPersons(21, 3)).isEqualTo(new PassResult(0, 0));
        assertThat(rotation.retireOperatorKeys(21)).isEqualTo(1);
        var other = instance(root);
        var rewrapped = VaultDatabase.read(21, 2101);
        assertThat(rewrapped.operatorKeyVersion()).isEqualTo(2);
        assertThat(other.vault
                        .unseal(other.permit(21, 2101), rewrapped, place, sealed)
                        .text())
                .isEqualTo("样本一");
    }

    @Test
    void anInstanceThatDoesNotKnowTheNewestKeyYetLearnsItWhenItMeetsIt() throws Exception {
        // Given
        var other = instance(root);
        var place = new Place(22, "identity_version", "name", 1, 2201, 1);
        other.vault.seal(person(22, 2201), place, NAME);
        // When
        rotation().newOperatorKey(22);
        test.clock.advance(Duration.ofSeconds(5));
        other.clock.advance(Duration.ofSeconds(2)); // less than the reload time
        var key = test.vault.newPersonKey(22, 2202);
        // Then
        assertThat(key.operatorKeyVersion()).isEqualTo(2);
        assertThat(other.vault.seal(key, new Place(22, "t", "c", 1, 2202, 1), NAME))
                .isNotNull();
    }

    @Test
    void aDamagedPersonKeyIsCountedAndDoesNotStopTheOthers() throws Exception {
        // Given
        person(23, 2301);
        person(23, 2302);
        VaultDatabase.execute(
                "shiming_keyring",
                23,
                "UPDATE keyring.person_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)"
                        + " WHERE person_id = 2301");
        var rotation = rotation();
        rotation.newOperatorKey(23);
        test.clock.advance(Duration.ofSeconds(5));
        // When, then
        assertThat(rotation.rewrapPersons(23, 10)).isEqualTo(new PassResult(1, 1));
        assertThat(rotation.retireOperatorKeys(23)).isZero();
    }

    @Test
    void anIndexKeyArrivesWritesAndReplacesTheOldWithoutAnUnfoundMoment() {
        // Given
        var columns = new FakeColumns();
        var rotation = rotation(columns);
        var old = test.vault.toStore(24, IndexKind.NUMBER, "+8613800000000");
        // When
        assertThat(rotation.newIndexKey(24, IndexKind.NUMBER)).isEqualTo(2);
        test.clock.advance(Duration.ofSeconds(5));
        assertThat(test.vault.toStore(24, IndexKind.NUMBER, "+8613800000000")).isEqualTo(old);
        assertThat(rotation.promoteIndexKey(24, IndexKind.NUMBER)).isTrue();
        // Then
        columns.left = 3;
        assertThat(rotation.retireIndexKeys(24, IndexKind.NUMBER)).isZero();
        assertThat(rotation.reindex(24, IndexKind.NUMBER, 2)).isEqualTo(new PassResult(3, 0));
        assertThat(rotation.reindex(24, IndexKind.NUMBER, 2)).isEqualTo(new PassResult(0, 0));
        assertThat(rotation.retireIndexKeys(24, IndexKind.NUMBER)).isEqualTo(1);
        test.clock.advance(Duration.ofSeconds(5));
        assertThat(test.vault.toFind(24, IndexKind.NUMBER, "+8613800000000"))
                .extracting(BlindIndex::keyVersion)
                .containsExactly(2);
    }

    @Test
    void aYoungIndexKeyIsNotPromoted() {
        test.vault.toStore(25, IndexKind.DOCUMENT, "x");
        var rotation = rotation();
        rotation.newIndexKey(25, IndexKind.DOCUMENT);
        test.clock.advance(Duration.between(test.clock.instant(), Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(rotation.promoteIndexKey(25, IndexKind.DOCUMENT)).isFalse();
    }

    @Test
    void afterARootRotationTheOldRootIsNotNeeded() throws Exception {
        // Given: a keyring of its own under root version 1
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "test".toCharArray();
        addRoot(store, 1, password);
        var database = new RootOnly(store, password);
        var before = instance(database);
        VaultDatabase.execute("shiming_keyring", 1, "DELETE FROM keyring.operator_key");
        VaultDatabase.execute("shiming_keyring", 1, "DELETE FROM keyring.index_key");
        VaultDatabase.execute("shiming_keyring", 1, "DELETE FROM keyring.log_key");
        var index = before.vault.toStore(28, IndexKind.DOCUMENT, "x");
        byte[] publicKey = logKey(before).publicKey();
        // When
        addRoot(store, 2, password);
        assertThat(new RootRewrapping(keyringAdmin, before.guarded).all()).isEqualTo(2);
        store.deleteEntry(KeyStoreWrapping.NAME + 1);
        // Then
        var after = instance(database);
        assertThat(after.vault.toStore(28, IndexKind.DOCUMENT, "x")).isEqualTo(index);
        assertThat(logKey(after).publicKey()).isEqualTo(publicKey);
        assertThat(logKey(after).sign(new byte[1])).hasSize(64);
        VaultDatabase.execute("shiming_keyring", 1, "DELETE FROM keyring.log_key");
    }

    private WrappedPersonKey person(int operator, long person) throws Exception {
        var key = test.vault.newPersonKey(operator, person);
        VaultDatabase.store(operator, person, key);
        return key;
    }

    private static LogKey logKey(TestVault test) {
        return new LogKey(new LogKeys(VaultDatabase.as("shiming_service")), test.guarded, test.config, test.clock);
    }

    private static void addRoot(KeyStore store, int number, char[] password) throws Exception {
        var key = new SecretKeySpec(com.google.crypto.tink.subtle.Random.randBytes(32), "AES");
        store.setKeyEntry(KeyStoreWrapping.NAME + number, key, password, null);
    }

    private record RootOnly(KeyStore store, char[] password) implements RootKey {
        @Override
        public String provider() {
            return "memory";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] context) {
            return new KeyStoreWrapping(store, password, null).wrap(key, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            return new KeyStoreWrapping(store, password, null).unwrap(wrapped, context);
        }
    }

    private static final class FakeColumns implements IndexedColumns {
        private long left;

        @Override
        public long dependents(int operator, IndexKind kind, int keyVersion, int asFarAs) {
            return left;
        }

        @Override
        public long remaining(int operator, IndexKind kind, int keyVersion) {
            return left;
        }

        @Override
        public BatchResult reindex(int operator, IndexKind kind, int keyVersion, long after, int atMost) {
            int done = (int) Math.min(left, atMost);
            left -= done;
            return new BatchResult(after + done, done, 0);
        }
    }

    /** The two methods of Instance that a rotation uses. */
    @SuppressWarnings("unchecked")
    static Instance<IndexedColumns> beans(IndexedColumns... columns) {
        var list = List.of(columns);
        return (Instance<IndexedColumns>) Proxy.newProxyInstance(
                KeyRotationTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "stream" -> list.stream();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
