package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Ed25519Verify;
import io.shiming.vault.suite.Unopenable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LogKeyTest {
    private final TestVault test = new TestVault(Map.of());
    private final OneRow table = new OneRow();

    /** The table, as far as one key goes. */
    private static final class OneRow extends LogKeys {
        private @Nullable Row row;

        OneRow() {
            super(new PGSimpleDataSource());
        }

        @Override
        List<Row> live() {
            return Stream.ofNullable(row).toList();
        }

        @Override
        void add(Row key) {
            row = row == null ? key : row;
        }

        Row stored() {
            return live().get(0);
        }
    }

    private LogKey key() {
        return new LogKey(table, test.guarded, test.config, test.clock);
    }

    @Test
    void aSignatureVerifiesWithThePublicKeyAndForThatMessageOnly() throws Exception {
        byte[] signature = key().sign(new byte[] {1, 2});
        var verify = new Ed25519Verify(key().publicKey());
        verify.verify(signature, new byte[] {1, 2});
        assertThatThrownBy(() -> verify.verify(signature, new byte[] {1, 3}))
                .isInstanceOf(java.security.GeneralSecurityException.class);
    }

    @Test
    void aPublicKeyChangedInTheDatabaseStopsSigning() {
        // Given
        key().sign(new byte[1]);
        byte[] other = table.stored().publicKey().clone();
        other[0] ^= 1;
        // When
        table.row = new LogKeys.Row(1, table.stored().wrapped(), other);
        // Then
        assertThatThrownBy(() -> key().sign(new byte[1])).isInstanceOf(Unopenable.class);
    }

    @Test
    void aKeyOfAnotherVersionDoesNotPassForThisOne() {
        key().sign(new byte[1]);
        table.row = new LogKeys.Row(2, table.stored().wrapped(), table.stored().publicKey());
        assertThatThrownBy(() -> key().sign(new byte[1])).isInstanceOf(Unopenable.class);
    }

    @Test
    void verificationNeverUnwrapsTheKey() {
        // Given
        key().publicKey();
        int before = unwraps();
        // When
        key().publicKey();
        // Then
        assertThat(unwraps()).isEqualTo(before).isZero();
    }

    private int unwraps() {
        var timer =
                test.meters.find("shiming.vault.root.key").tag("act", "unwrap").timer();
        return timer == null ? 0 : (int) timer.count();
    }

    @Test
    void thePublicKeyHandedOutIsACopy() {
        var key = key();
        key.publicKey()[0] ^= 1;
        assertThat(key.publicKey()).isEqualTo(table.stored().publicKey());
    }
}
