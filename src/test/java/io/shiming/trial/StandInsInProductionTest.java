package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInsInProductionTest {
    private final Path directory;
    private final @Nullable String before = System.getProperty("quarkus.profile");

    StandInsInProductionTest(@TempDir Path directory) {
        this.directory = directory.resolve("untouched");
    }

    @BeforeEach
    void beInProduction() {
        System.setProperty("quarkus.profile", "prod");
    }

    @AfterEach
    void beAsBefore() {
        if (before == null) {
            System.clearProperty("quarkus.profile");
        } else {
            System.setProperty("quarkus.profile", before);
        }
    }

    @Test
    void theDatabaseRefuses() {
        refuses(() -> TrialDatabase.start(TrialDatabaseSettings.keptIn(directory)));
    }

    @Test
    void theTokenIssuerRefuses() {
        refuses(() -> TrialIssuer.start(directory, 0, Clock.systemUTC()));
    }

    @Test
    void theAuthorityRefuses() {
        refuses(() -> TrialAuthority.start(directory, 0, Clock.systemUTC()));
    }

    @Test
    void theHubRefuses() {
        refuses(() -> TrialHub.start(directory, 0, Clock.systemUTC()));
    }

    @Test
    void theTrialAsAWholeRefuses() {
        refuses(() -> Trial.start(new TrialPlan(directory, 0, 0, 0, 0), Clock.systemUTC(), line -> {}));
    }

    private void refuses(ThrowingCallable start) {
        assertThatThrownBy(start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuses to start under profile prod");
        assertThat(directory).doesNotExist();
    }
}
