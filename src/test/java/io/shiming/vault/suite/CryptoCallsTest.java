package io.shiming.vault.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.BufferOverflowException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CryptoCallsTest {

    @Test
    void everyLibraryFailureOnOpeningIsUnopenable() {
        List<CryptoCalls.Work<byte[]>> ways = List.of(
                () -> {
                    throw new GeneralSecurityException("tag mismatch");
                },
                () -> {
                    throw new BufferOverflowException();
                },
                () -> {
                    throw new IllegalArgumentException("bad length");
                });
        for (var way : ways) {
            var refusal = catchThrowable(() -> CryptoCalls.asUnopenable(way));
            assertThat(refusal).isExactlyInstanceOf(Unopenable.class).hasNoCause();
        }
    }

    @Test
    void aBrokenInstallationIsLoud() {
        assertThatThrownBy(() -> CryptoCalls.loudly(() -> {
                    throw new GeneralSecurityException("no such algorithm");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(GeneralSecurityException.class);
    }
}
