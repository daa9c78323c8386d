package io.shiming.vault.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyStoreWrappingTest {
    private static final char[] PASSWORD = "only-a-test".toCharArray();
    private static final byte[] CONTEXT = {1};

    private final KeyStore store;
    private final KeyStoreWrapping wrapping;

    KeyStoreWrappingTest() throws Exception {
        store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        wrapping = new KeyStoreWrapping(store, PASSWORD, null);
    }

    private void add(String name, int fill) throws Exception {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        store.setKeyEntry(name, new SecretKeySpec(key, "AES"), PASSWORD, null);
    }

    @Test
    void theHighestNumberWrapsAndAllUnwrap() throws Exception {
        // Given
        add("shiming-root-9", 9);
        byte[] old = wrapping.wrap(new byte[32], CONTEXT);
        // When
        add("shiming-root-10", 10);
        byte[] young = wrapping.wrap(new byte[32], CONTEXT);
        // Then
        assertThat(old).startsWith(0, 9);
        assertThat(young).startsWith(0, 10);
        assertThat(wrapping.unwrap(old, CONTEXT)).isEqualTo(wrapping.unwrap(young, CONTEXT));
    }

    @Test
    void otherKeysOfTheStoreAreLeftAlone() throws Exception {
        add("shiming-root-1", 1);
        add("shiming-root-99999", 2);
        add("another-77", 3);
        assertThat(wrapping.wrap(new byte[32], CONTEXT)).startsWith(0, 1);
    }

    @Test
    void whatAMissingKeyWrappedDoesNotOpen() throws Exception {
        add("shiming-root-1", 1);
        byte[] wrapped = wrapping.wrap(new byte[32], CONTEXT);
        store.deleteEntry("shiming-root-1");
        add("shiming-root-2", 2);
        assertThatThrownBy(() -> wrapping.unwrap(wrapped, CONTEXT)).isInstanceOf(Unopenable.class);
    }

    @Test
    void aStoreWithoutAKeyIsUnavailable() {
        assertThatThrownBy(() -> wrapping.wrap(new byte[32], CONTEXT))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE));
    }
}
