package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.BufferOverflowException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingTest {

    @Test
    void whateverALibrarySaysOnOpeningItIsUnopenable() {
        List<Failing.Work<byte[]>> ways = List.of(
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
            var refusal = catchThrowable(() -> Failing.asUnopenable(way));
            assertThat(refusal).isExactlyInstanceOf(Unopenable.class).hasNoCause();
        }
    }

    @Test
    void aBrokenInstallationIsLoud() {
        assertThatThrownBy(() -> Failing.loudly(() -> {
                    throw new GeneralSecurityException("no such algorithm");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(GeneralSecurityException.class);
    }
}
