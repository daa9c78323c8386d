package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {
    private static final long NO_PROCESS = 4_194_305; // one past the largest process id of Linux

    private final Path data;

    PostmasterTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void withoutItsFileThereIsNoServer() {
        assertThat(Postmaster.of(data)).isEmpty();
    }

    @Test
    void aFileStillBeingWrittenNamesNoServer() throws Exception {
        Files.writeString(data.resolve("postmaster.pid"), "123\n/somewhere\n");
        assertThat(Postmaster.of(data)).isEmpty();
    }

    @Test
    void theFileSaysProcessAndPort() throws Exception {
        var named = named(NO_PROCESS);
        assertThat(named.pid()).isEqualTo(NO_PROCESS);
        assertThat(named.port()).isEqualTo(54321);
        assertThat(named.alive()).isFalse();
    }

    @Test
    void anotherProgramsProcessIsNotTakenForAServerNorStopped() throws Exception {
        // Given
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            var named = named(stranger.pid());
            // When
            named.stop();
            // Then
            assertThat(named.alive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aForgottenServerIsGoneFromTheDirectory() throws Exception {
        named(NO_PROCESS).forget();
        assertThat(Postmaster.of(data)).isEmpty();
    }

    private Postmaster named(long pid) throws Exception {
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n/somewhere\n1\n54321\n\n127.0.0.1\n");
        return Postmaster.of(data).orElseThrow();
    }
}
