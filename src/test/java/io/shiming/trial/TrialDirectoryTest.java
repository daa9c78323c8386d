package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialDirectoryTest {
    private final Path parent;

    TrialDirectoryTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @Test
    void aSecondTrialInTheSameDirectoryIsRefused() {
        try (var held = TrialDirectory.hold(parent.resolve("trial"))) {
            assertThatThrownBy(() -> TrialDirectory.hold(held.path()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another trial is running");
        }
    }

    @Test
    void theDirectoryIsFreeAgainAfterwards() {
        TrialDirectory.hold(parent.resolve("trial")).close();
        assertThatCode(() -> TrialDirectory.hold(parent.resolve("trial")).close())
                .doesNotThrowAnyException();
    }

    @Test
    void onlyTheOwnerMayEnter() throws Exception {
        try (var held = TrialDirectory.hold(parent.resolve("deep/trial"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aPasswordIsTheSameInTheNextRunAndAnotherForAnotherName() {
        String before = Secrets.in(parent).password("shiming_service");
        var next = Secrets.in(parent);
        assertThat(next.password("shiming_service")).isEqualTo(before);
        assertThat(next.password("shiming_owner")).isNotEqualTo(before);
        assertThat(next.toString()).doesNotContain(before);
    }

    @Test
    void aSecretFileIsNeverReadableByOthersAndIsReplacedWhole() throws Exception {
        // Given
        Path file = parent.resolve("secret");
        PrivateFile.write(file, "a much longer first text");
        // When
        PrivateFile.write(file, "second");
        // Then
        assertThat(file).hasContent("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(parent).isDirectoryNotContaining("glob:**.new");
    }
}
