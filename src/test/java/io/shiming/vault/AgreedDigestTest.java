package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreedDigestTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void itIsHmacSm3OfTheCanonicalNumber() {
        // printf 'CN:11000019900307001X' | openssl dgst -sm3 -hmac 0123456789abcdef0123456789abcdef
        assertThat(digests(KEY).of("CN:11000019900307001X"))
                .isEqualTo("e44fa27329b9dd258ec92ba83ae270db31f4aed4d3ad4523a7490a520dfe3ad1");
    }

    @Test
    void anotherKeyGivesAnotherDigest() {
        assertThat(digests("f" + KEY).of("CN:11000019900307001X"))
                .isNotEqualTo(digests(KEY).of("CN:11000019900307001X"));
    }

    @Test
    void withoutAnAgreedKeyThereIsNoDigest() {
        var none = new AgreedDigest(TestVault.config(Map.of()));
        assertThat(none.agreed()).isFalse();
        assertThatThrownBy(() -> none.of("CN:11000019900307001X")).isInstanceOf(Problem.class);
    }

    @Test
    void theKeyDoesNotPrint() {
        assertThat(digests(KEY).toString()).doesNotContain(KEY);
    }

    private static AgreedDigest digests(String key) {
        return new AgreedDigest(TestVault.config(Map.of("shiming.vault.agreed-key", key)));
    }
}
