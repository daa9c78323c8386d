package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static io.shiming.audit.log.AuditDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hand with every right in the database, and what the sequencer makes of it. */
class ForkTest {
    private AuditDatabase database;
    private SequencerBench bench;
    private Path heads;
    private String signed;

    @BeforeEach
    void aSignedLog(@TempDir Path headStore) throws Exception {
        database = AuditDatabase.fresh();
        heads = headStore;
        bench = new SequencerBench(database, headStore, Clock.systemUTC());
        bench.append(300);
        bench.sequencer.runOnce();
        signed = Files.readString(heads.resolve("checkpoint"));
        assertThat(signed).contains("\n300\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.tile SET bytes = set_byte(bytes, 3, get_byte(bytes, 3) # 1) WHERE level = 0 AND index = 1",
                "UPDATE audit.tile SET bytes = set_byte(bytes, 3, get_byte(bytes, 3) # 1) WHERE level = 1",
                "DELETE FROM audit.tile WHERE level = 1",
                "UPDATE audit.tile SET width = 1, bytes = substring(bytes FOR 32) WHERE level = 0 AND index = 1",
                "UPDATE audit.head SET root = sha256('another')",
                "UPDATE audit.head SET size = 299",
                "UPDATE audit.head SET size = 301",
                "DELETE FROM audit.head",
                "DELETE FROM audit.tile; UPDATE audit.head SET size = 0, root = sha256('')",
                "UPDATE audit.checkpoint SET note = translate(note, 'ABCDEFGHIJ', 'BCDEFGHIJA')",
                "INSERT INTO audit.queue VALUES ('01900000-0000-7000-8000-000000000000')",
            })
    void aLogThatWasChangedIsNeverSignedAgain(String attack) throws Exception {
        attack(attack);
        bench.sequencer.runOnce();
        assertForked();
    }

    @Test
    void anUnsequencedEntryThatWasDeletedIsMissed() throws Exception {
        bench.append(1);
        attack("DELETE FROM audit.entry WHERE entry_id IN (SELECT entry_id FROM audit.queue)");
        bench.sequencer.runOnce();
        assertForked();
    }

    @Test
    void anOldCopyOfTheDatabaseIsNotExtendedEither() throws Exception {
        // Given: the log as it was at 300 entries, and a head that was signed later
        bench.append(5);
        bench.sequencer.runOnce();
        signed = Files.readString(heads.resolve("checkpoint"));
        attack(
                "DELETE FROM audit.leaf WHERE idx >= 300",
                "UPDATE audit.tile SET width = 44, bytes = substring(bytes FOR 44 * 32) WHERE level = 0 AND index = 1",
                "DELETE FROM audit.checkpoint WHERE size > 300");
        var edge = io.shiming.audit.tree.RightEdge.of(
                300, new TileTable(database.superuser().getConnection()));
        attack("UPDATE audit.head SET size = 300, root = decode('" + edge.root().hex() + "', 'hex')");
        bench.append(2);
        // When
        bench.sequencer.runOnce();
        // Then
        assertForked();
        assertThat(count(database.superuser(), "SELECT size FROM audit.head")).isEqualTo(300);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isEqualTo(2);
    }

    @Test
    void anEmptiedHeadStoreIsNotFilledAgain() throws Exception {
        Files.delete(heads.resolve("checkpoint"));
        bench.append(1);
        bench.sequencer.runOnce();
        assertThat(bench.state.forked()).isTrue();
        assertThat(heads.resolve("checkpoint")).doesNotExist();
    }

    @Test
    void aHeadSignedWithAnotherKeyIsNotContinued() {
        var seed = new byte[32];
        seed[0] = 1;
        var other = new SequencerBench(database, heads, Clock.systemUTC(), SequencerBench.signer(seed), 2_000);
        other.sequencer.runOnce();
        assertThat(other.state.forked()).isTrue();
        assertThat(heads.resolve("checkpoint")).hasContent(signed);
    }

    @Test
    void aLogPutRightGoesOn() throws Exception {
        attack("UPDATE audit.head SET size = 299");
        bench.sequencer.runOnce();
        assertForked();
        attack("UPDATE audit.head SET size = 300");
        bench.append(1);
        bench.sequencer.runOnce();
        assertThat(bench.state.lookupsMayProceed()).isTrue();
        assertThat(Files.readString(heads.resolve("checkpoint"))).contains("\n301\n");
    }

    private void attack(String... statements) throws SQLException {
        execute(database.superuser(), "SET session_replication_role = replica; " + String.join("; ", statements));
    }

    private void assertForked() {
        assertThat(bench.state.forked()).isTrue();
        assertThat(bench.state.lookupsMayProceed()).isFalse();
        assertThat(heads.resolve("checkpoint")).hasContent(signed);
        assertThat(bench.meters.get("shiming.audit.fork").gauge().value()).isOne();
    }
}
