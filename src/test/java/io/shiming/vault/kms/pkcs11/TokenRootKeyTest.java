package io.shiming.vault.kms.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.vault.RootKey;
import io.shiming.vault.RootKeyContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Test E5, the token's part: needs Debian's softhsm2, and says so where it is missing. */
class TokenRootKeyTest extends RootKeyContract {

    @BeforeAll
    static void needSoftToken() {
        SoftToken.orSkip();
    }

    private final RootKey root = SoftToken.orSkip().root();

    @Override
    protected RootKey root() {
        return root;
    }

    @Test
    void theKeyDoesNotLeaveTheToken() throws Exception {
        assertThat(SoftToken.orSkip().key().getEncoded()).isNull();
    }

    @Test
    void aSecondConnectionOpensWhatTheFirstWrapped() {
        byte[] wrapped = root.wrap(new byte[32], new byte[1]);
        assertThat(SoftToken.orSkip().root().unwrap(wrapped, new byte[1])).isEqualTo(new byte[32]);
    }
}
