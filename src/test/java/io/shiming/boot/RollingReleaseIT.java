package io.shiming.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.DebianPostgres;
import io.shiming.packaged.Fleet;
import io.shiming.packaged.NewerRelease;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances start and end beside others that serve, with a dump open, and with a newer release among them. */
class RollingReleaseIT {
    private static final long SLOWEST_SECONDS = 5; // a statement's own limit: no caller waits for a start

    private static final String GRANTED = "SELECT has_table_privilege('shiming_service', 'registry.newer', 'SELECT')";

    private static final String FILES = "SELECT count(*) FROM flyway_schema_history";

    private static DebianPostgres postgres;
    private static Fleet fleet;
    private static final AtomicInteger NEXT = new AtomicInteger(300_000);

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        postgres = DebianPostgres.start();
        fleet = new Fleet(home, postgres.settings());
        fleet.add();
        postgres.furnish();
    }

    @AfterAll
    static void stop() throws Exception {
        if (fleet != null) fleet.close();
        if (postgres != null) postgres.close();
    }

    @Test
    @Tag("case-E2")
    @Tag("case-E13")
    void registrationsGoOnWhileAnInstanceStartsUnderADump() throws Exception {
        // Given: the dump holds its locks until the test reads its output
        signs(0); // the first answer of a cold process takes seconds on a busy machine
        var dump = postgres.dump();
        try (var errand = new Errand()) {
            // When
            int second = fleet.add();
            // Then
            assertThat(errand.end()).isNotEmpty().allMatch(seconds -> seconds < SLOWEST_SECONDS);
            assertThat(signs(second)).isEqualTo(201);
            assertThat(dump.isAlive()).isTrue();
            var text = new String(dump.getInputStream().readAllBytes(), UTF_8);
            assertThat(dump.waitFor(30, SECONDS)).isTrue();
            assertThat(dump.exitValue()).isZero();
            assertThat(text).contains("COPY registry.person ", "COPY audit.entry ", "COPY keyring.person_key ");
        } finally {
            dump.destroyForcibly();
        }
    }

    @Test
    @Tag("case-E4")
    void aNewerReleaseAndThisOneServeSideBySideForwardAndBack(@TempDir Path newer) throws Exception {
        // Given
        var files = postgres.text(FILES);
        int old = fleet.add();
        assertThat(postgres.text(FILES))
                .as("a start of the same release applies nothing")
                .isEqualTo(files);
        assertThat(postgres.text("SELECT to_regclass('registry.newer')")).isNull();
        // When: forward
        int next = fleet.add(NewerRelease.in(newer));
        // Then
        assertThat(postgres.text(GRANTED)).isEqualTo("t");
        assertThat(signs(old)).isEqualTo(201);
        assertThat(signs(next)).isEqualTo(201);
        // When: an instance of this release starts again beside it
        fleet.restart(old);
        // Then
        assertThat(fleet.console(old)).contains("a newer release has migrated the database");
        assertThat(postgres.text(GRANTED)).isEqualTo("t");
        assertThat(signs(old)).isEqualTo(201);
        assertThat(signs(next)).isEqualTo(201);
        // When: back
        fleet.terminate(next);
        // Then
        assertThat(signs(old)).isEqualTo(201);
        assertThat(postgres.text(GRANTED)).isEqualTo("t");
    }

    private static int signs(int instance) throws Exception {
        return new Shop(fleet, instance)
                .sign(SyntheticPerson.number(NEXT.incrementAndGet()))
                .status();
    }

    /** Signs one after the other at the first instance until it is told to end. */
    private static final class Errand implements AutoCloseable {
        private final ExecutorService counter = Executors.newSingleThreadExecutor();
        private volatile boolean over;
        private final Future<List<Double>> seconds = counter.submit(this::sign);

        private List<Double> sign() throws Exception {
            var took = new ArrayList<Double>();
            while (!over) {
                long began = System.nanoTime();
                if (signs(0) != 201) throw new AssertionError("a registration failed while an instance started");
                took.add((System.nanoTime() - began) / 1e9);
            }
            return took;
        }

        List<Double> end() throws Exception {
            over = true;
            var took = seconds.get(60, SECONDS);
            System.out.printf(
                    "%d registrations beside a start under a dump, the slowest took %.2f s%n",
                    took.size(), took.stream().mapToDouble(each -> each).max().orElse(0));
            return took;
        }

        @Override
        public void close() {
            over = true;
            counter.shutdownNow();
        }
    }
}
