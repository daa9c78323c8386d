package io.shiming.vault;

import static io.shiming.vault.TestVault.OPERATOR;
import static io.shiming.vault.TestVault.PERSON;
import static io.shiming.vault.TestVault.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.vault.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DataKeysTest {

    @Test
    void keyIsWipedAtItsEndAndUnwrappedAgain() {
        // Given
        var test = new TestVault(Map.of());
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        DataKey first = test.persons.use(OPERATOR, PERSON, key, k -> k);
        // When
        test.clock.advance(Duration.ofSeconds(51));
        test.persons.forgetOld();
        // Then
        assertThat(first.wiped()).isTrue();
        assertThat(test.persons.<DataKey>use(OPERATOR, PERSON, key, k -> k)).isNotSameAs(first);
    }

    @Test
    void theOldestIsWipedWhenThereAreTooMany() {
        // Given
        var test = new TestVault(Map.of("shiming.vault.person-keys.at-most", "2"));
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        DataKey first = test.persons.use(OPERATOR, PERSON, key, k -> k);
        // When
        test.vault.newPersonKey(OPERATOR, PERSON + 1);
        assertThat(first.wiped()).isFalse();
        test.vault.newPersonKey(OPERATOR, PERSON + 2);
        // Then
        assertThat(first.wiped()).isTrue();
    }

    @Test
    void aWipedKeyNeverSeals() {
        var key = new DataKey(Map.of(1, new byte[32]), 10);
        key.wipe();
        assertThatThrownBy(() -> key.seal(Suite.AES_GCM_HMAC_SHA256, PLACE, new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keyPastItsSealLimitMustBeReloadedToSeal() {
        // Given
        var test = new TestVault(Map.of("shiming.vault.person-keys.seals", "2"));
        var key = test.vault.newPersonKey(OPERATOR, PERSON);
        test.vault.seal(key, PLACE, new byte[1]);
        var sealed = test.vault.seal(key, PLACE, new byte[1]);
        // When, then
        assertThatThrownBy(() -> test.vault.seal(key, PLACE, new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThat(test.vault.unseal(test.permit(), key, PLACE, sealed)).isNotNull();
        test.clock.advance(Duration.ofMinutes(1));
        assertThat(test.vault.seal(key, PLACE, new byte[1])).isNotNull();
    }

    @Test
    void manyThreadsWithATinyCacheNeverSealWithAWipedKey() throws Exception {
        // Given
        var test = new TestVault(Map.of("shiming.vault.person-keys.at-most", "1"));
        var threads = Executors.newFixedThreadPool(4);
        var work = new ArrayList<Future<Boolean>>();
        // When
        for (int i = 0; i < 4; i++) {
            long person = PERSON + i % 2;
            Callable<Boolean> act = () -> sealsAndOpens(test, person);
            work.add(threads.submit(act));
        }
        // Then
        for (var done : work) {
            assertThat(done.get()).isTrue();
        }
        threads.shutdown();
    }

    private static boolean sealsAndOpens(TestVault test, long person) {
        var place = new Place(OPERATOR, "t", "c", 1, person, 1);
        var key = test.vault.newPersonKey(OPERATOR, person);
        byte[] text = {1, 2, 3};
        for (int i = 0; i < 500; i++) {
            var sealed = test.vault.seal(key, place, text);
            try (var plain = test.vault.unseal(test.permit(OPERATOR, person), key, place, sealed)) {
                if (!plain.read(b -> Arrays.equals(b, text))) {
                    return false;
                }
            }
        }
        return true;
    }
}
