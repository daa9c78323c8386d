package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.verify.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a superuser with the guards switched off does to the log, and who finds it: the sequencer, the sweep, the offline
 * verifier on the mirror, or a caller's receipt. (What is done to rows of registrations: RowSweepTest.)
 */
class InsiderTest {
    private static final String UNCHECKED = "ALTER TABLE audit.leaf DROP CONSTRAINT leaf_idx_check";

    private SequencerBench bench;
    private Path mirror;
    private Path receipts;
    private String said = "";

    /** An attack, and what at least one of the four must say. */
    private record Attack(String name, String finding, String... statements) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Attack> attacks() {
        return List.of(
                new Attack(
                        "the bytes of an entry are edited",
                        "entry 77: not the one that was hashed",
                        "UPDATE audit.entry SET bytes = bytes || ' ' WHERE entry_id ="
                                + " (SELECT entry_id FROM audit.leaf WHERE idx = 77)"),
                new Attack(
                        "the hash of a leaf is edited",
                        "AUDIT_INCOMPLETE",
                        "UPDATE audit.leaf SET leaf_hash = sha256('x') WHERE idx = 77"),
                new Attack(
                        "two leaves change places",
                        "entry 7: not the one that was hashed",
                        UNCHECKED,
                        "UPDATE audit.leaf SET idx = -8 WHERE idx = 7",
                        "UPDATE audit.leaf SET idx = 7 WHERE idx = 8",
                        "UPDATE audit.leaf SET idx = 8 WHERE idx = -8"),
                new Attack(
                        "the tail is deleted",
                        "tile/entries/001.p/45: not the entries of its tile",
                        "DELETE FROM audit.entry WHERE entry_id IN (SELECT entry_id FROM audit.leaf WHERE idx >= 290)",
                        "DELETE FROM audit.leaf WHERE idx >= 290"),
                new Attack(
                        "an entry in the middle is deleted and the rest renumbered",
                        "entry 150: not the one that was hashed",
                        UNCHECKED,
                        "DELETE FROM audit.entry WHERE entry_id = (SELECT entry_id FROM audit.leaf WHERE idx = 150)",
                        "DELETE FROM audit.leaf WHERE idx = 150",
                        "UPDATE audit.leaf SET idx = -idx WHERE idx > 150",
                        "UPDATE audit.leaf SET idx = -idx - 1 WHERE idx < 0"),
                new Attack(
                        "an entry without a place yet is deleted",
                        "AUDIT_FORK",
                        "DELETE FROM audit.entry WHERE entry_id IN (SELECT entry_id FROM audit.queue)"),
                new Attack(
                        "and its queue row with it",
                        "not in the log",
                        "DELETE FROM audit.entry WHERE entry_id IN (SELECT entry_id FROM audit.queue)",
                        "DELETE FROM audit.queue"),
                new Attack(
                        "a tile is edited",
                        "AUDIT_FORK",
                        "UPDATE audit.tile SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) WHERE index = 1"),
                new Attack("the head row is replaced", "AUDIT_FORK", "UPDATE audit.head SET root = sha256('another')"),
                new Attack("a queue row is dropped", "AUDIT_INCOMPLETE", "DELETE FROM audit.queue"),
                new Attack(
                        "a back-dated entry is put in",
                        "its time goes back",
                        "SELECT set_config('shiming.operator', '1', false)",
                        "SELECT audit.append(convert_to(regexp_replace(replace(convert_from(bytes, 'UTF8'),"
                                + " entry_id::text, '01900000-0000-7000-8000-000000000001'),"
                                + " '\"at\":\"[^\"]*\"', '\"at\":\"2024-06-09T15:06:25.000000Z\"'), 'UTF8'))"
                                + " FROM audit.entry JOIN audit.leaf USING (entry_id) WHERE idx = 0"),
                new Attack(
                        "a back-dated entry is put in among the leaves",
                        "tile/entries/000: not the entries of its tile",
                        UNCHECKED,
                        "UPDATE audit.leaf SET idx = -idx - 1 WHERE idx >= 100",
                        "UPDATE audit.leaf SET idx = -idx WHERE idx < 0",
                        "INSERT INTO audit.leaf SELECT 100, '01900000-0000-7000-8000-000000000001', sha256('x')"));
    }

    @BeforeEach
    void aLogWithReceiptsInItsCallersHands(@TempDir Path directory) throws SQLException, IOException {
        mirror = Files.createDirectory(directory.resolve("mirror"));
        bench = new SequencerBench(
                AuditDatabase.fresh(), Files.createDirectory(directory.resolve("heads")), Clock.systemUTC());
        var kept = new ArrayList<String>();
        for (int i = 0; i < 20; i++)
            kept.add(bench.log.append(SequencerBench.anEntry()).toString());
        bench.append(280);
        bench.sequencer.runOnce();
        kept.add(bench.log.append(SequencerBench.anEntry()).toString());
        receipts = Files.write(directory.resolve("receipts"), kept);
    }

    @Test
    void withoutAnAttackAllFourFindNothing() {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void itIsFound(Attack attack) throws SQLException {
        // When
        var all = new ArrayList<>(List.of("SET session_replication_role = replica"));
        all.addAll(List.of(attack.statements()));
        AuditDatabase.execute(bench.database.superuser(), all.toArray(String[]::new));
        // Then
        assertThat(findings()).anyMatch(said -> said.contains(attack.finding()));
    }

    private List<String> findings() {
        var findings = new ArrayList<String>();
        sweep();
        if (bench.state.incomplete()) findings.add("AUDIT_INCOMPLETE");
        bench.sequencer.runOnce();
        if (bench.state.forked()) findings.add("AUDIT_FORK");
        try {
            new AuditMirror(bench.database.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
        } catch (RuntimeException e) {
            findings.add("no mirror");
        }
        if (run("fsck", SequencerBench.KEY.toString(), mirror.toString()) != 0) findings.add(said);
        if (run("receipts", SequencerBench.KEY.toString(), mirror.toString(), receipts.toString()) != 0) {
            findings.add(said);
        }
        return findings;
    }

    private void sweep() {
        new CompletenessSweep(
                        bench.database.sequencer(),
                        bench.config,
                        bench.state,
                        bench.log,
                        Clock.offset(Clock.systemUTC(), Duration.ZERO))
                .runOnce();
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(bytes, true, UTF_8), arguments);
        said = bytes.toString(UTF_8).strip();
        return status;
    }
}
