package io.shiming.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessSweepTest {
    private static final String SEQUENCED = "(SELECT entry_id FROM audit.leaf WHERE idx = 1)";

    private SequencerBench bench;
    private CompletenessSweep sweep;

    @BeforeEach
    void aLogWithSequencedAndQueuedEntries(@TempDir Path heads) throws SQLException {
        bench = new SequencerBench(AuditDatabase.fresh(), heads, Clock.systemUTC());
        bench.append(3);
        bench.sequencer.runOnce();
        bench.append(2);
        sweep = sweepAt(Clock.systemUTC());
    }

    @Test
    void aLogAsItWasWrittenIsComplete() {
        sweep.runOnce();
        assertThat(bench.state.incomplete()).isFalse();
        assertThat(bench.state.lookupsMayProceed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit.queue",
                "DELETE FROM audit.entry WHERE entry_id IN (SELECT entry_id FROM audit.queue)",
                "DELETE FROM audit.entry WHERE entry_id = " + SEQUENCED,
                "DELETE FROM audit.leaf WHERE idx = 1",
                "UPDATE audit.leaf SET leaf_hash = sha256('x') WHERE idx = 1",
                "UPDATE audit.entry SET bytes = bytes || ' ' WHERE entry_id = " + SEQUENCED,
            })
    void whatAHandDidToRecentEntriesIsFound(String attack) throws SQLException {
        AuditDatabase.execute(bench.database.superuser(), "SET session_replication_role = replica; " + attack);
        sweep.runOnce();
        assertThat(bench.state.incomplete()).isTrue();
        assertThat(bench.state.lookupsMayProceed()).isFalse();
        assertThat(bench.meters.get("shiming.audit.incomplete").gauge().value()).isOne();
    }

    @Test
    void aFindingIsAnEntryOfTheLogOnce() throws SQLException {
        // Given
        AuditDatabase.execute(
                bench.database.superuser(),
                "CREATE TABLE public.lost AS SELECT entry_id FROM audit.queue",
                "SET session_replication_role = replica; DELETE FROM audit.queue");
        // When
        sweep.runOnce();
        sweep.runOnce();
        // Then
        assertThat(AuditDatabase.count(
                        bench.database.superuser(),
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND decision = 'FAILED'"
                                + " AND operator_id = 0 AND (SELECT bool_and(position(entry_id::text IN"
                                + " convert_from(bytes, 'UTF8')) > 0) FROM public.lost)"))
                .isOne();
        bench.sequencer.runOnce();
        assertThat(AuditDatabase.count(bench.database.superuser(), "SELECT size FROM audit.head"))
                .isEqualTo(4);
    }

    @Test
    void aFindingThatCannotBeWrittenStopsLookupsAllTheSame() throws SQLException {
        AuditDatabase.execute(
                bench.database.superuser(),
                "SET session_replication_role = replica; DELETE FROM audit.queue",
                "REVOKE INSERT ON audit.entry FROM shiming_service");
        sweep.runOnce();
        assertThat(bench.state.lookupsMayProceed()).isFalse();
        AuditDatabase.execute(bench.database.superuser(), "GRANT INSERT ON audit.entry TO shiming_service");
        sweep.runOnce();
        assertThat(AuditDatabase.count(
                        bench.database.superuser(), "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED'"))
                .isOne();
    }

    @Test
    void aFindingStaysUntilARestart() throws SQLException {
        AuditDatabase.execute(bench.database.superuser(), "DELETE FROM audit.queue");
        sweep.runOnce();
        sweepAt(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).runOnce();
        bench.sequencer.runOnce();
        assertThat(bench.state.lookupsMayProceed()).isFalse();
    }

    @Test
    void onlyTheWindowIsLookedThrough() throws SQLException {
        AuditDatabase.execute(bench.database.superuser(), "DELETE FROM audit.queue");
        sweepAt(Clock.fixed(Clock.systemUTC().instant().plusSeconds(200), ZoneOffset.UTC))
                .runOnce();
        assertThat(bench.state.incomplete()).isFalse();
    }

    @Test
    void withoutADatabaseNothingIsFoundAndNothingThrown() throws SQLException {
        AuditDatabase.execute(bench.database.owner(), "REVOKE SELECT ON audit.leaf FROM shiming_sequencer");
        sweep.runOnce();
        assertThat(bench.state.incomplete()).isFalse();
    }

    private CompletenessSweep sweepAt(Clock clock) {
        return new CompletenessSweep(bench.database.sequencer(), bench.config, bench.state, bench.log, clock);
    }
}
