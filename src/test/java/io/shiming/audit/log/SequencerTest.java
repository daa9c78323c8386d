package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static io.shiming.audit.log.AuditDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
    private AuditDatabase database;
    private SequencerBench bench;
    private Path heads;

    @BeforeEach
    void aFreshLog(@TempDir Path headStore) throws SQLException {
        database = AuditDatabase.fresh();
        heads = headStore;
        bench = new SequencerBench(database, headStore, Clock.systemUTC());
    }

    @Test
    void theFirstHeadIsSignedBeforeTheFirstEntry() throws Exception {
        bench.sequencer.runOnce();
        assertThat(signed().size()).isZero();
        assertThat(count(database.inspector(), "SELECT count(*) FROM audit.checkpoint WHERE size = 0"))
                .isOne();
    }

    @Test
    void queuedEntriesGetTheirPlaceAndTheHeadIsSigned() throws Exception {
        bench.append(5);
        bench.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(5);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.leaf"))
                .isEqualTo(5);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isZero();
        assertThat(bench.meters.counter("shiming.audit.entries").count()).isEqualTo(5);
        assertThat(bench.state.mergeDelay()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(bench.state.lookupsMayProceed()).isTrue();
    }

    @Test
    void aBacklogLargerThanABatchIsTakenInOneRun() throws Exception {
        var small = new SequencerBench(database, heads, Clock.systemUTC(), SequencerBench.SIGNER, 200);
        small.append(730);
        small.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(730);
        assertThat(count(database.superuser(), "SELECT width FROM audit.tile WHERE level = 0 AND index = 2"))
                .isEqualTo(730 - 512);
        assertThat(count(database.superuser(), "SELECT width FROM audit.tile WHERE level = 1"))
                .isEqualTo(2);
    }

    @Test
    void anEntryOfATransactionThatCommitsLateIsIncludedWhenItDoes() throws Exception {
        try (var late = AuditDatabase.forOperator(database.service(), 1);
                var append = late.prepareStatement("SELECT audit.append(?)")) {
            append.setBytes(1, SequencerBench.anEntry().bytes());
            append.execute();
            bench.append(4);
            bench.sequencer.runOnce();
            assertThat(signed().size()).isEqualTo(4);
            late.commit();
        }
        bench.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(5);
    }

    /** A4. As superuser: the service's own role may not stay idle in a transaction for more than ten seconds. */
    @Test
    @Tag("heavy")
    void aTransactionHeldForAMinuteDelaysItsOwnEntryOnly() throws Exception {
        long placed = 0;
        try (var late = AuditDatabase.forOperator(database.superuser(), 1);
                var append = late.prepareStatement("SELECT audit.append(?)")) {
            append.setBytes(1, SequencerBench.anEntry().bytes());
            append.execute();
            for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); System.nanoTime() < end; ) {
                bench.append(3);
                bench.sequencer.runOnce();
                placed += 3;
                assertThat(signed().size()).isEqualTo(placed);
                assertThat(bench.state.mergeDelay()).isLessThan(Duration.ofSeconds(5));
            }
            late.commit();
        }
        bench.sequencer.runOnce();
        assertThat(signed().size()).isEqualTo(placed + 1);
    }

    @Test
    void aRunWithNothingToDoSignsNothingNew() throws Exception {
        bench.append(1);
        bench.sequencer.runOnce();
        var before = Files.readString(heads.resolve("checkpoint"));
        bench.sequencer.runOnce();
        assertThat(heads.resolve("checkpoint")).hasContent(before);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.checkpoint"))
                .isOne();
    }

    @Test
    void aHeadSignedButNotPublishedBeforeACrashIsPublishedByTheNextRun() throws Exception {
        bench.append(2);
        bench.sequencer.runOnce();
        execute(
                database.superuser(),
                "SET session_replication_role = replica; DELETE FROM audit.checkpoint WHERE size = 2");
        restarted().sequencer.runOnce();
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.checkpoint WHERE size = 2"))
                .isOne();
    }

    @Test
    void aTreeCommittedButNotSignedBeforeACrashIsSignedByTheNextRun() throws Exception {
        bench.sequencer.runOnce();
        var before = Files.readString(heads.resolve("checkpoint"));
        bench.append(3);
        bench.sequencer.runOnce();
        var after = Files.readString(heads.resolve("checkpoint"));
        Files.writeString(heads.resolve("checkpoint"), before);
        execute(
                database.superuser(),
                "SET session_replication_role = replica; DELETE FROM audit.checkpoint WHERE size = 3");
        restarted().sequencer.runOnce();
        assertThat(heads.resolve("checkpoint")).hasContent(after);
    }

    @Test
    void lookupsStopWhenAnEntryWaitsTooLong() throws Exception {
        bench.append(1);
        var later = Clock.fixed(Instant.now().plusSeconds(301), ZoneOffset.UTC);
        execute(database.owner(), "REVOKE INSERT ON audit.leaf FROM shiming_sequencer");
        var stuck = new SequencerBench(database, heads, later);
        stuck.state.queueSeen(Instant.now());
        stuck.sequencer.runOnce();
        assertThat(stuck.state.lookupsMayProceed()).isFalse();
        assertThat(stuck.state.forked()).isFalse();
        assertThat(stuck.meters.counter("shiming.audit.failures").count()).isOne();
    }

    @Test
    void lookupsStopWhenTheHeadStoreIsGoneForLong() throws Exception {
        var lost = new SequencerBench(database, heads.resolve("not-mounted"), Clock.systemUTC());
        lost.append(1);
        lost.sequencer.runOnce();
        assertThat(count(database.superuser(), "SELECT size FROM audit.head")).isZero();
        assertThat(lost.meters.counter("shiming.audit.failures").count()).isOne();
    }

    @Test
    void aSequencerThatIsNotTheActiveOneLeavesTheQueueAlone() throws Exception {
        bench.append(1);
        try (var other = database.sequencer().getConnection()) {
            assertThat(new LogTables(other).lock()).isTrue();
            bench.sequencer.runOnce();
            assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                    .isOne();
        }
    }

    private SequencerBench restarted() {
        return new SequencerBench(database, heads, Clock.systemUTC());
    }

    private Checkpoint signed() throws IOException {
        return Checkpoint.parse(Files.readString(heads.resolve("checkpoint")), SequencerBench.KEY);
    }
}
