package io.shiming.vault;

import static io.shiming.vault.TestVault.OPERATOR;
import static io.shiming.vault.TestVault.PERSON;
import static io.shiming.vault.TestVault.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of operators over their life: how often the keyring and the key store are asked, and what if they are gone. */
class HeldKeysTest {
    private final CountingRoot root = new CountingRoot(TestVault.memoryRoot());
    private final MemoryKeyring keyring = new MemoryKeyring();
    private final TestVault test = new TestVault(keyring, root, Map.of());

    private static final class CountingRoot implements RootKey {
        private final RootKey real;
        private int calls;
        private boolean down;

        CountingRoot(RootKey real) {
            this.real = real;
        }

        private RootKey counted() {
            calls++;
            if (down) {
                throw Problem.unavailable(new IllegalStateException("down"));
            }
            return real;
        }

        @Override
        public String provider() {
            return "counting";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] context) {
            return counted().wrap(key, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            return counted().unwrap(wrapped, context);
        }
    }

    private static void mustBeUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, refusal -> assertThat(refusal.code())
                .isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void theKeyStoreIsNeverAskedForAPerson() {
        // Given
        test.vault.newPersonKey(OPERATOR, PERSON);
        assertThat(root.calls).isEqualTo(2); // made and loaded
        // When
        for (int i = 1; i <= 100; i++) {
            test.clock.advance(Duration.ofSeconds(1));
            var key = test.vault.newPersonKey(OPERATOR, PERSON + i);
            test.vault.seal(key, new Place(OPERATOR, "t", "c", 1, PERSON + i, 1), new byte[1]);
        }
        // Then
        assertThat(root.calls).isEqualTo(2);
    }

    @Test
    void theKeyringIsReadOnceInTheReloadTime() {
        test.vault.toStore(OPERATOR, IndexKind.NUMBER, "x");
        int before = keyring.reads;
        for (int i = 0; i < 100; i++) {
            test.vault.toStore(OPERATOR, IndexKind.NUMBER, "x");
        }
        assertThat(keyring.reads).isEqualTo(before);
        test.clock.advance(Duration.ofSeconds(5));
        test.vault.toStore(OPERATOR, IndexKind.NUMBER, "x");
        assertThat(keyring.reads).isEqualTo(before + 1);
    }

    @Test
    void unknownKeyVersionsAreNotReadFromTheKeyringEachTime() {
        // Given
        test.vault.newPersonKey(OPERATOR, PERSON);
        int before = keyring.reads;
        // When
        for (int version = 100; version < 200; version++) {
            int unknown = version;
            assertThatThrownBy(() -> test.keys.version(OPERATOR, KeyKind.OPERATOR, unknown))
                    .isInstanceOf(Unopenable.class);
        }
        // Then
        assertThat(keyring.reads).isEqualTo(before);
    }

    @Test
    void aRetiredKeyOpensNothing() {
        // Given
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        var sealed = test.vault.seal(key, PLACE, new byte[1]);
        keyring.add(
                HeldKeys.fresh(test.guarded, OPERATOR, KeyKind.OPERATOR, 2, Suite.AES_GCM_HMAC_SHA256, KeyState.LIVE));
        keyring.set(OPERATOR, KeyKind.OPERATOR, 1, KeyState.RETIRED);
        // When
        var other = new TestVault(keyring, root, Map.of());
        // Then
        assertThatThrownBy(() -> other.vault.unseal(other.permit(), key, PLACE, sealed))
                .isInstanceOf(Unopenable.class);
        assertThat(other.vault.newPersonKey(OPERATOR, PERSON).operatorKeyVersion())
                .isEqualTo(2);
    }

    /** Test E5: the key store dies under load. */
    @Test
    void withTheKeyStoreGoneHeldKeysWorkOnAndOthersAreUnavailable() {
        // Given
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        var sealed = test.vault.seal(key, PLACE, new byte[] {5});
        // When
        root.down = true;
        test.clock.advance(Duration.ofMinutes(2));
        // Then
        assertThat(test.vault.unseal(test.permit(), key, PLACE, sealed).<byte[]>read(byte[]::clone))
                .containsExactly(5);
        mustBeUnavailable(() -> test.vault.newPersonKey(OPERATOR + 1, PERSON));
        // When
        root.down = false;
        // Then
        assertThat(test.vault.newPersonKey(OPERATOR + 1, PERSON)).isNotNull();
    }

    @Test
    void aNewOperatorsFirstKeyIsInTheSuiteThatIsConfigured() {
        var commercial = new TestVault(keyring, root, Map.of("shiming.vault.suite", "SM4_GCM_HMAC_SM3"));
        commercial.vault.newPersonKey(9, PERSON);
        commercial.vault.toStore(9, IndexKind.DOCUMENT, "x");
        assertThat(keyring.rows).extracting(row -> row.suite).containsOnly(Suite.SM4_GCM_HMAC_SM3);
    }
}
