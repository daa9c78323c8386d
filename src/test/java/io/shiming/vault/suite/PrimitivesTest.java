package io.shiming.vault.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrimitivesTest {
    private static final byte[] CONTEXT = {9, 9};

    private static byte[] key(Suite suite) {
        byte[] key = new byte[suite == Suite.SM4_GCM_HMAC_SM3 ? 16 : 32];
        Arrays.fill(key, (byte) 3);
        return key;
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void chunksOpenAtEverySizeAroundAChunksEnd(Suite suite) throws Exception {
        var primitives = suite.primitives();
        for (int size : new int[] {0, 1, 65_456, 65_480, 65_535, 65_536, 65_537, 131_072, 131_073, 196_608}) {
            byte[] plain = new byte[size];
            new Random(size).nextBytes(plain);
            byte[] sealed = primitives.encryptChunks(key(suite), plain, CONTEXT);
            assertThat(primitives.decryptChunks(key(suite), sealed, CONTEXT)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void chunksDoNotOpenInAnotherContextOrCutAnywhereNearAnEnd(Suite suite) throws Exception {
        var primitives = suite.primitives();
        byte[] sealed = primitives.encryptChunks(key(suite), new byte[131_072], CONTEXT);
        assertThatThrownBy(() -> primitives.decryptChunks(key(suite), sealed, new byte[] {9}))
                .isInstanceOf(GeneralSecurityException.class);
        for (int length : new int[] {0, 1, 22, 23, 24, 39, 40, 56, 65_536, 65_575, 65_576, sealed.length - 1}) {
            assertThatThrownBy(() -> primitives.decryptChunks(key(suite), Arrays.copyOf(sealed, length), CONTEXT))
                    .as("cut at %d", length)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void theSameImageSealedTwiceSharesNoChunk(Suite suite) throws Exception {
        byte[] one = suite.primitives().encryptChunks(key(suite), new byte[70_000], CONTEXT);
        byte[] two = suite.primitives().encryptChunks(key(suite), new byte[70_000], CONTEXT);
        assertThat(Arrays.copyOfRange(one, 100, 132)).isNotEqualTo(Arrays.copyOfRange(two, 100, 132));
        assertThat(Arrays.copyOfRange(one, 69_000, 69_032)).isNotEqualTo(Arrays.copyOfRange(two, 69_000, 69_032));
    }

    @Test
    void anUnknownSuiteIsUnopenable() {
        for (int number : new int[] {-1, 0, 3, 255}) {
            assertThatThrownBy(() -> Suite.numbered(number)).isInstanceOf(Unopenable.class);
        }
    }

    /** First in the order, Bouncy Castle would do the AES of the whole process, some 25 times slower. */
    @Test
    void bouncyCastleStandsLastInTheOrderIfAtAllAndAesIsTheJdks() throws Exception {
        Suite.SM4_GCM_HMAC_SM3.primitives().mac(key(Suite.SM4_GCM_HMAC_SM3), CONTEXT);
        var order =
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
        assertThat(order.indexOf("BC"))
                .isIn(-1, order.size() - 1); // the check of the authority's answers asks for it by name
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
    }
}
