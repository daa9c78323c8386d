package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Test E10, the part within one process. */
class NonceTest {

    @Test
    void noNonceComesTwiceInAMillionSeals() {
        // Given
        int seals = 1 << 20;
        byte[] key = new byte[32];
        var aes = Suite.AES_GCM_HMAC_SHA256.primitives();
        long[] seen = new long[seals];
        // When: eight of the twelve bytes; the chance that these alone meet by accident is 3 in 10^8
        for (int i = 0; i < seals; i++) {
            byte[] sealed = Failing.loudly(() -> aes.encrypt(key, new byte[1], new byte[0]));
            seen[i] = ByteBuffer.wrap(sealed).getLong();
        }
        // Then
        Arrays.sort(seen);
        int repeats = 0;
        for (int i = 1; i < seals; i++) {
            if (seen[i] == seen[i - 1]) {
                repeats++;
            }
        }
        assertThat(repeats).isZero();
    }

    @Test
    void bothSuitesTakeAFreshNonceForEverySeal() {
        for (Suite suite : Suite.values()) {
            byte[] key = new byte[suite.primitives().keyBytes()];
            long different = java.util.stream.IntStream.range(0, 10_000)
                    .mapToObj(i -> Failing.loudly(() -> suite.primitives().encrypt(key, new byte[1], new byte[0])))
                    .map(made -> ByteBuffer.wrap(Arrays.copyOf(made, Primitives.NONCE_BYTES)))
                    .distinct()
                    .count();
            assertThat(different).isEqualTo(10_000);
        }
    }
}
