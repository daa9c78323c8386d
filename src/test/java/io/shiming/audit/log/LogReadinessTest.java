package io.shiming.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.log.AuditState.NotReady;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that has not the one head store of all is not ready, and says why in one line. */
@Tag("case-E6")
class LogReadinessTest {
    private final List<String> lines = new ArrayList<>();
    private final Handler reader = new Lines();
    private Path directory;
    private SequencerBench first;

    @BeforeEach
    void aSignedLog(@TempDir Path temporary) throws Exception {
        directory = temporary;
        first = bench("heads", Clock.systemUTC());
        first.append(10);
        first.sequencer.runOnce();
        Logger.getLogger(Sequencer.class.getName()).addHandler(reader);
    }

    @AfterEach
    void stopReading() {
        Logger.getLogger(Sequencer.class.getName()).removeHandler(reader);
    }

    @Test
    void anInstanceWithTheSharedHeadStoreIsReady() {
        assertThat(health(first)).isEqualTo("UP");
        assertThat(lines).isEmpty();
    }

    @Test
    void anInstanceWithAnEmptyHeadStoreOfItsOwnIsNotReady() throws Exception {
        var second = bench("own", Clock.systemUTC());
        for (int i = 0; i < 5; i++) second.sequencer.runOnce();
        assertThat(health(second)).isEqualTo("DOWN HEAD_STORE_MISSING");
        assertThat(second.state.lookupsMayProceed()).isFalse();
        assertThat(directory.resolve("own/checkpoint")).doesNotExist();
        assertThat(lines).singleElement().asString().startsWith("AUDIT_FORK: the head store is empty");
    }

    @Test
    void evenWhileAnotherInstanceSequences() throws Exception {
        var second = bench("own", Clock.systemUTC());
        try (var connection = first.database.sequencer().getConnection()) {
            new LogTables(connection).lock();
            second.sequencer.runOnce();
        }
        assertThat(health(second)).isEqualTo("DOWN HEAD_STORE_MISSING");
    }

    @Test
    void aDirectoryThatIsNotMountedIsOneLineAndItsReturnAnother() throws Exception {
        // When
        Files.move(directory.resolve("heads"), directory.resolve("away"));
        for (int i = 0; i < 5; i++) first.sequencer.runOnce();
        // Then
        assertThat(health(first)).isEqualTo("DOWN HEAD_STORE_MISSING");
        assertThat(lines).singleElement().asString().contains("the directory of the head store is missing");
        // When
        Files.move(directory.resolve("away"), directory.resolve("heads"));
        first.sequencer.runOnce();
        // Then
        assertThat(health(first)).isEqualTo("UP");
        assertThat(lines).hasSize(2);
    }

    @Test
    void logThatWasNotReadForTooLongIsStale() throws Exception {
        first.append(1);
        var later = bench("heads", Clock.offset(Clock.systemUTC(), Duration.ofSeconds(310)));
        later.state.queueSeen(Clock.systemUTC().instant());
        assertThat(health(later)).isEqualTo("DOWN LOG_STALE");
    }

    @Test
    void aForkIsNotReady() {
        first.state.forked(true);
        assertThat(health(first)).isEqualTo("DOWN LOG_FORKED");
        first.state.forked(false);
        assertThat(health(first)).isEqualTo("UP");
    }

    @Test
    void anInstanceIsNotReadyBeforeItHasLooked() {
        var state = new AuditState(Clock.systemUTC(), first.config);
        assertThat(state.notReady()).contains(NotReady.LOG_NOT_LOOKED_AT);
        state.queueSeen(null);
        assertThat(state.notReady()).isEmpty();
    }

    @Test
    void anInstanceThatLeavesTheSequencingToOthersIsReadyAsLongAsTheyDoIt() throws Exception {
        // Given
        var off = (AuditConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AuditConfig.class},
                (proxy, method, values) ->
                        method.getName().equals("interval") ? "off" : method.invoke(first.config, values));
        var state = new AuditState(Clock.systemUTC(), off);
        var job = job(off, state);
        assertThat(state.notReady()).contains(NotReady.LOG_NOT_LOOKED_AT);
        state.queueSeen(Clock.systemUTC().instant().minusSeconds(310));
        assertThat(state.notReady()).contains(NotReady.LOG_STALE);
        // When
        job.lookOn();
        // Then
        assertThat(state.notReady()).isEmpty();
        // And: it finds that the head store is away, and that others do nothing
        Files.move(directory.resolve("heads"), directory.resolve("away"));
        job.lookOn();
        assertThat(state.notReady()).contains(NotReady.HEAD_STORE_MISSING);
        Files.createDirectory(directory.resolve("heads"));
        job.lookOn();
        assertThat(state.notReady()).contains(NotReady.HEAD_STORE_MISSING);
        first.append(1);
        Files.copy(directory.resolve("away/checkpoint"), directory.resolve("heads/checkpoint"));
        job.lookOn();
        assertThat(state.notReady()).isEmpty();
        assertThat(AuditDatabase.count(first.database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isOne();
    }

    @Test
    void anInstanceThatSequencesDoesNotLookBesides() {
        var state = new AuditState(Clock.systemUTC(), first.config);
        job(first.config, state).lookOn();
        assertThat(state.notReady()).contains(NotReady.LOG_NOT_LOOKED_AT);
    }

    private SequencerJob job(AuditConfig config, AuditState state) {
        var database = first.database.sequencer();
        return new SequencerJob(
                new Sequencer(database, config, SequencerBench.SIGNER, state, first.meters, Clock.systemUTC()),
                new CompletenessSweep(database, config, state, first.log, Clock.systemUTC()),
                first.mirror,
                first.witnesses,
                config);
    }

    private SequencerBench bench(String heads, Clock clock) throws Exception {
        var database = first == null ? AuditDatabase.fresh() : first.database;
        return new SequencerBench(database, Files.createDirectories(directory.resolve(heads)), clock);
    }

    private static String health(SequencerBench bench) {
        var answer = new AuditHealth(bench.state).call();
        var reason = answer.getData().map(data -> " " + data.get("reason")).orElse("");
        return (answer.getStatus() == Status.UP ? "UP" : "DOWN") + reason;
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(line instanceof ExtLogRecord own ? own.getFormattedMessage() : line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
