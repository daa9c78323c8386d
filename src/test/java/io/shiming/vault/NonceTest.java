package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test E10: within a process, and over processes that start side by side and one after the other. */
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
            byte[] sealed = CryptoCalls.loudly(() -> aes.encrypt(key, new byte[1], new byte[0]));
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
                    .mapToObj(i -> CryptoCalls.loudly(() -> suite.primitives().encrypt(key, new byte[1], new byte[0])))
                    .map(made -> ByteBuffer.wrap(Arrays.copyOf(made, Primitives.NONCE_BYTES)))
                    .distinct()
                    .count();
            assertThat(different).isEqualTo(10_000);
        }
    }

    @Test
    void aProcessThatIsStartedAgainRepeatsNoNonceOfItsTwin() throws Exception {
        // Given: two processes at the same time, and one more afterwards
        int each = 50_000;
        var seen = new HashSet<String>();
        var twins = List.of(start(each), start(each));
        for (var twin : twins) {
            seen.addAll(nonces(twin));
        }
        // When
        seen.addAll(nonces(start(each)));
        // Then
        assertThat(seen).hasSize(3 * each);
    }

    private static Process start(int nonces) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Nonces.class.getName(),
                        Integer.toString(nonces))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> nonces(Process process) throws IOException, InterruptedException {
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** Seals, in a process of its own, and tells the nonces. */
    static final class Nonces {
        private Nonces() {}

        public static void main(String... arguments) {
            var aes = Suite.AES_GCM_HMAC_SHA256.primitives();
            var all = new StringBuilder();
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                byte[] sealed = CryptoCalls.loudly(() -> aes.encrypt(new byte[32], new byte[1], new byte[0]));
                all.append(HexFormat.of().formatHex(sealed, 0, Primitives.NONCE_BYTES))
                        .append('\n');
            }
            System.out.print(all);
        }
    }
}
