package io.shiming.vault;

import static io.shiming.vault.TestVault.OPERATOR;
import static io.shiming.vault.TestVault.PERSON;
import static io.shiming.vault.TestVault.PLACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SealingTest {
    private static final byte[] NAME = "样本一".getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatWasSealedOpensWithAPermit(Suite suite) {
        // Given
        var test = TestVault.in(suite);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        // When
        var sealed = test.vault.seal(key, PLACE, NAME);
        // Then
        try (var plain = test.vault.unseal(test.permit(), key, PLACE, sealed)) {
            assertThat(plain.text()).isEqualTo("样本一");
        }
    }

    @Test
    void bothSuitesAreReadableWhicheverWrites() {
        // Given
        var keyring = new MemoryKeyring();
        var root = TestVault.memoryRoot();
        var before = new TestVault(keyring, root, Map.of());
        var after = new TestVault(keyring, root, Map.of("shiming.vault.suite", "SM4_GCM_HMAC_SM3"));
        var key = before.vault.newPersonKey(OPERATOR, PERSON);
        // When
        var old = before.vault.seal(key, PLACE, NAME);
        var young = after.vault.seal(key, PLACE, NAME);
        // Then
        assertThat(old.bytes()[1]).isEqualTo((byte) 1);
        assertThat(young.bytes()[1]).isEqualTo((byte) 2);
        assertThat(after.vault.unseal(after.permit(), key, PLACE, old).text()).isEqualTo("样本一");
        assertThat(before.vault.unseal(before.permit(), key, PLACE, young).text())
                .isEqualTo("样本一");
    }

    @Test
    void theSameTextSealedTwiceLooksDifferent() {
        var test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        assertThat(test.vault.seal(key, PLACE, NAME)).isNotEqualTo(test.vault.seal(key, PLACE, NAME));
    }

    @Test
    void sealingLeavesTheCallersArrayAlone() {
        var test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
        byte[] mine = NAME.clone();
        test.vault.seal(test.vault.newPersonKey(OPERATOR, PERSON), PLACE, mine);
        assertThat(mine).isEqualTo(NAME);
    }

    static Stream<Place> everyOtherPlace() {
        return Stream.of(
                new Place(OPERATOR, "identity_version", "name", 11, PERSON, 2),
                new Place(OPERATOR, "identity_version", "name", 12, PERSON, 1),
                new Place(OPERATOR, "identity_version", "address", 11, PERSON, 1),
                new Place(OPERATOR, "line", "name", 11, PERSON, 1),
                new Place(OPERATOR, "identity_versionn", "ame", 11, PERSON, 1),
                new Place(OPERATOR, "identity_version", "name", 11, PERSON + 1, 1),
                new Place(OPERATOR + 1, "identity_version", "name", 11, PERSON, 1));
    }

    /** Test E2. */
    @ParameterizedTest
    @MethodSource("everyOtherPlace")
    void aSealMovedElsewhereDoesNotOpen(Place elsewhere) {
        for (Suite suite : Suite.values()) {
            // Given
            var test = TestVault.in(suite);
            var key = test.vault.newPersonKey(OPERATOR, PERSON);
            var sealed = test.vault.seal(key, PLACE, NAME);
            var permit = test.permit(elsewhere.operator(), elsewhere.person());
            // When
            var refusal = catchThrowable(() -> test.vault.unseal(permit, key, elsewhere, sealed));
            // Then
            assertThat(refusal).isInstanceOf(Unopenable.class);
        }
    }

    @Test
    void anotherPersonsKeyOpensNothingEvenInTheRightPlace() {
        // Given
        var test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        var sealed = test.vault.seal(key, PLACE, NAME);
        var samePersonNewKey = test.vault.newPersonKey(OPERATOR, PERSON);
        var otherPerson = test.vault.newPersonKey(OPERATOR, PERSON + 1);
        // When, then
        for (var wrong : new WrappedPersonKey[] {samePersonNewKey, otherPerson}) {
            assertThatThrownBy(() -> test.vault.unseal(test.permit(), wrong, PLACE, sealed))
                    .isInstanceOf(Unopenable.class);
        }
    }

    @Test
    void aWrappedKeyWithAnyPartOfAnotherDoesNotOpen() {
        // Given
        var test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        var other = test.vault.newPersonKey(OPERATOR, PERSON + 1);
        var sealed = test.vault.seal(key, PLACE, NAME);
        // When, then
        for (var mixed : new WrappedPersonKey[] {
            WrappedPersonKey.of(key.wrapped(), 1, other.commitmentKey()),
            WrappedPersonKey.of(other.wrapped(), 1, key.commitmentKey()),
            WrappedPersonKey.of(key.wrapped(), 2, key.commitmentKey())
        }) {
            assertThatThrownBy(() -> test.vault.unseal(test.permit(), mixed, PLACE, sealed))
                    .isInstanceOf(Unopenable.class);
        }
    }

    @Test
    void aPermitForAnotherPersonOperatorOrHourOpensNothing() {
        // Given
        var test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        var sealed = test.vault.seal(key, PLACE, NAME);
        var late = test.permit();
        test.clock.advance(Duration.ofSeconds(6));
        // When, then
        for (var permit :
                new UnsealPermit[] {late, test.permit(OPERATOR, PERSON + 1), test.permit(OPERATOR + 1, PERSON)}) {
            assertThatThrownBy(() -> test.vault.unseal(permit, key, PLACE, sealed))
                    .isInstanceOfSatisfying(
                            Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED));
        }
    }

    /** Test E3. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyFlippedBitIsRefusedInOneShape(Suite suite) {
        // Given
        var test = TestVault.in(suite);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        byte[] sealed = test.vault.seal(key, PLACE, new byte[90]).bytes();
        // When, then
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            mustRefuse(test, key, flipped);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyCutAndEveryAdditionIsRefusedInTheSameShape(Suite suite) {
        var test = TestVault.in(suite);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        byte[] sealed = test.vault.seal(key, PLACE, NAME).bytes();
        for (int length = 0; length <= sealed.length + 40; length++) {
            if (length != sealed.length) {
                mustRefuse(test, key, Arrays.copyOf(sealed, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void anImageIsSealedInChunksAndOpensWhole(Suite suite) {
        var test = TestVault.in(suite);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        for (int size : new int[] {64 * 1024, 64 * 1024 + 1, 128 * 1024, 500_000}) {
            byte[] image = new byte[size];
            new Random(size).nextBytes(image);
            var sealed = test.vault.seal(key, PLACE, image);
            assertThat(sealed.bytes()[0]).isEqualTo((byte) (size > 64 * 1024 ? 2 : 1));
            byte[] opened = test.vault.unseal(test.permit(), key, PLACE, sealed).read(byte[]::clone);
            assertThat(opened).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void chunksLeftOutSwappedOrAddedDoNotOpen(Suite suite) {
        // Given: header, then whole chunks of equal length
        var test = TestVault.in(suite);
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        byte[] sealed = test.vault.seal(key, PLACE, new byte[400_000]).bytes();
        int chunk = suite == Suite.AES_GCM_HMAC_SHA256 ? 64 * 1024 : 64 * 1024 + 16;
        // Tink: the first chunk of 64 KiB counts its own 40-byte header; ours starts after 23 bytes
        int second = Envelope.BODY_AT + (suite == Suite.AES_GCM_HMAC_SHA256 ? chunk : 23 + chunk);
        // When, then
        mustRefuse(test, key, Arrays.copyOf(sealed, second));
        mustRefuse(test, key, Arrays.copyOf(sealed, second + chunk));
        mustRefuse(test, key, Arrays.copyOf(sealed, second + 1));
        mustRefuse(test, key, without(sealed, second, chunk));
        mustRefuse(test, key, swapped(sealed, second, chunk));
        mustRefuse(test, key, Arrays.copyOf(sealed, sealed.length + chunk));
        for (int at : new int[] {3, 20, 40, 60, second - 1, second, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            mustRefuse(test, key, flipped);
        }
    }

    private static void mustRefuse(TestVault test, WrappedPersonKey key, byte[] damaged) {
        var refusal = catchThrowable(() -> test.vault.unseal(test.permit(), key, PLACE, Sealed.of(damaged)));
        assertThat(refusal)
                .isExactlyInstanceOf(Unopenable.class)
                .hasMessage(Unopenable.MESSAGE)
                .hasNoCause();
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    private static byte[] without(byte[] all, int from, int length) {
        byte[] rest = Arrays.copyOf(all, all.length - length);
        System.arraycopy(all, from + length, rest, from, all.length - from - length);
        return rest;
    }

    private static byte[] swapped(byte[] all, int from, int length) {
        byte[] swapped = all.clone();
        System.arraycopy(all, from, swapped, from + length, length);
        System.arraycopy(all, from + length, swapped, from, length);
        return swapped;
    }
}
