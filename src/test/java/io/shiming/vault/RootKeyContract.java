package io.shiming.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Random;
import io.shiming.vault.suite.Unopenable;
import org.junit.jupiter.api.Test;

/** What every root key does, wherever it is kept. */
public abstract class RootKeyContract {
    private static final byte[] CONTEXT = "operator 1, version 1".getBytes(US_ASCII);

    private final byte[] key = Random.randBytes(32);

    /** The adapter under test. */
    protected abstract RootKey root();

    @Test
    public void whatWasWrappedIsUnwrapped() {
        assertThat(root().unwrap(root().wrap(key, CONTEXT), CONTEXT)).isEqualTo(key);
    }

    @Test
    public void aShortKeyIsWrappedToo() {
        byte[] sm4 = Random.randBytes(16);
        assertThat(root().unwrap(root().wrap(sm4, CONTEXT), CONTEXT)).isEqualTo(sm4);
    }

    @Test
    public void twoWrappingsOfOneKeyDiffer() {
        assertThat(root().wrap(key, CONTEXT)).isNotEqualTo(root().wrap(key, CONTEXT));
    }

    @Test
    public void aWrappingDoesNotContainTheKey() {
        String wrapped = new String(root().wrap(key, CONTEXT), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(wrapped).doesNotContain(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    public void anotherContextDoesNotOpen() {
        byte[] wrapped = root().wrap(key, CONTEXT);
        assertThatThrownBy(() -> root().unwrap(wrapped, "operator 2, version 1".getBytes(US_ASCII)))
                .isInstanceOf(Unopenable.class);
    }

    @Test
    public void anAlteredWrappingDoesNotOpen() {
        byte[] wrapped = root().wrap(key, CONTEXT);
        for (int at : new int[] {0, 1, wrapped.length / 2, wrapped.length - 6}) {
            byte[] altered = wrapped.clone();
            altered[at] ^= 4;
            assertThatThrownBy(() -> root().unwrap(altered, CONTEXT)).isInstanceOf(Unopenable.class);
        }
    }

    @Test
    public void aCutWrappingDoesNotOpen() {
        byte[] wrapped = root().wrap(key, CONTEXT);
        for (int length : new int[] {0, 1, 10, wrapped.length / 2}) {
            assertThatThrownBy(() -> root().unwrap(java.util.Arrays.copyOf(wrapped, length), CONTEXT))
                    .isInstanceOf(Unopenable.class);
        }
    }
}
