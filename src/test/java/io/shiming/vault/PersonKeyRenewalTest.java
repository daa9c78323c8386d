package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person's own key is renewed, on PostgreSQL, under the custodian's role. Each test has an operator of its own. */
class PersonKeyRenewalTest {
    private static final byte[] NAME = "样本一".getBytes(StandardCharsets.UTF_8);
    private static final Instant ORDERED = Instant.parse("2100-01-01T00:00:00Z");

    private final KeyringAdmin keyringAdmin = new KeyringAdmin(() -> VaultDatabase.as("shiming_keyring"));
    private final RootKey root = TestVault.memoryRoot();
    private final TestVault test = instance();
    private final PersonKeyRenewal renewal = new PersonKeyRenewal(keyringAdmin, test.keys, test.clock);

    private TestVault instance() {
        var made = new TestVault(new Keyring(VaultDatabase.as("shiming_service")), root, Map.of());
        made.clock.advance(Duration.between(made.clock.instant(), ORDERED));
        return made;
    }

    @Test
    void bothKeysOpenTheNewOneSealsAndTheOldOneIsDestroyedAfterAMinute() throws Exception {
        // Given
        var place = new Place(51, "identity_version", "name", 1, 5101, 1);
        var before = person(51, 5101);
        var old = test.vault.seal(before, place, NAME);
        var order = order(51, 2);
        // When
        assertThat(renewal.add(order, List.of(5101L))).isEqualTo(new PassResult(1, 0));
        // Then
        var both = VaultDatabase.read(51, 5101);
        var young = test.vault.seal(both, place, NAME);
        assertThat(young.bytes()).startsWith(1, 1, 0, 2);
        assertThat(both.commitmentKey()).isEqualTo(before.commitmentKey());
        assertThat(opened(both, place, old)).isEqualTo("样本一");
        assertThat(opened(both, place, young)).isEqualTo("样本一");
        assertThatThrownBy(() -> opened(before, place, young)).isInstanceOf(Unopenable.class);
        // When
        assertThat(renewal.destroyOld(order, 10)).isEqualTo(new PassResult(0, 0)); // a writer may be sealing with it
        assertThat(renewal.everybodyHasOne(51)).isFalse();
        test.clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(renewal.destroyOld(order, 10)).isEqualTo(new PassResult(1, 0));
        // Then
        var one = VaultDatabase.read(51, 5101);
        assertThat(opened(one, place, young)).isEqualTo("样本一");
        assertThatThrownBy(() -> opened(one, place, old)).isInstanceOf(Unopenable.class);
        assertThat(renewal.everybodyHasOne(51)).isTrue();
        assertThat(renewal.add(order, List.of(5101L))).isEqualTo(new PassResult(0, 0));
    }

    @Test
    void aNewKeyOfTheOperatorWrapsBothOfThem() throws Exception {
        // Given
        var place = new Place(52, "identity_version", "name", 1, 5201, 1);
        var old = test.vault.seal(person(52, 5201), place, NAME);
        renewal.add(order(52, 2), List.of(5201L));
        var young = test.vault.seal(VaultDatabase.read(52, 5201), place, NAME);
        // When
        test.keyring.add(HeldKeys.fresh(test.guarded, 52, KeyKind.OPERATOR, 2, Suite.SM4_GCM_HMAC_SM3, KeyState.LIVE));
        test.keys.lookAgain(52, KeyKind.OPERATOR);
        var rewrapping = new Rewrapping(keyringAdmin, test.keys, new RootRewrapping(keyringAdmin, test.guarded));
        assertThat(rewrapping.persons(52, 10, step -> {})).isEqualTo(new PassResult(1, 0));
        // Then
        var both = VaultDatabase.read(52, 5201);
        assertThat(both.operatorKeyVersion()).isEqualTo(2);
        assertThat(both.versions()).containsExactly(2, 1);
        assertThat(opened(both, place, old)).isEqualTo("样本一");
        assertThat(opened(both, place, young)).isEqualTo("样本一");
    }

    @Test
    void aVersionThatAHandHasRelabelledDoesNotOpen() throws Exception {
        // Given
        var place = new Place(53, "identity_version", "name", 1, 5301, 1);
        person(53, 5301);
        renewal.add(order(53, 2), List.of(5301L));
        var sealed = test.vault.seal(VaultDatabase.read(53, 5301), place, NAME);
        // When: the old key under the new one's number
        VaultDatabase.execute(
                "shiming_keyring",
                53,
                "UPDATE keyring.person_key SET wrapped = set_byte(substring(wrapped FROM 63 FOR 62), 1, 2)"
                        + " WHERE person_id = 5301");
        // Then
        assertThatThrownBy(() -> opened(VaultDatabase.read(53, 5301), place, sealed))
                .isInstanceOf(Unopenable.class);
    }

    @Test
    void damagedKeyIsCountedAndUnnamedKeyIsUnchanged() throws Exception {
        person(54, 5401);
        person(54, 5402);
        var unnamed = person(54, 5403);
        VaultDatabase.execute(
                "shiming_keyring",
                54,
                "UPDATE keyring.person_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)"
                        + " WHERE person_id = 5401");
        assertThat(renewal.add(order(54, 2), List.of(5401L, 5402L))).isEqualTo(new PassResult(1, 1));
        assertThat(VaultDatabase.read(54, 5402).versions()).containsExactly(2, 1);
        assertThat(VaultDatabase.read(54, 5403)).isEqualTo(unnamed);
    }

    @Test
    void whoCameAfterTheOrderKeepsTheKeyThatIsNewAnyway() throws Exception {
        person(55, 5501);
        var before = new Rotation(1, 55, "person", 2, 0, 0, Instant.parse("2020-01-01T00:00:00Z"), null);
        assertThat(renewal.add(before, List.of(5501L))).isEqualTo(new PassResult(0, 0));
        assertThat(renewal.everybodyHasOne(55)).isTrue();
    }

    private static Rotation order(int operator, int version) {
        return new Rotation(1, operator, "person", version, 0, 0, ORDERED, null);
    }

    private WrappedPersonKey person(int operator, long person) throws SQLException {
        var key = test.vault.newPersonKey(operator, person);
        VaultDatabase.store(operator, person, key);
        return key;
    }

    private String opened(WrappedPersonKey key, Place place, Sealed sealed) {
        try (var plain = test.vault.unseal(test.permit(place.operator(), place.person()), key, place, sealed)) {
            return plain.text();
        }
    }
}
