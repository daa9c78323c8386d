package io.shiming.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.verify.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A10: of ten thousand persons a thousand are erased; the log stays whole, and tells nothing about them any more. */
class ErasureTest {
    private static final String KEYS = "SELECT encode(commit_key, 'hex') FROM keyring.person_key WHERE person_id ";
    private static final String PERSONS = """
            INSERT INTO keyring.person_key (person_id, operator_id, operator_key_version, wrapped, commit_key)
            SELECT n, 1, 1, decode(repeat('00', 60), 'hex'), sha256(('key ' || n)::bytea) FROM generate_series(1, 10000) n""";
    private static final String ENTRIES = """
            DO $$
            DECLARE
              id uuid;
            BEGIN
              PERFORM set_config('shiming.operator', '1', true);
              FOR n IN 1..10000 LOOP
                id := ('01920000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;
                PERFORM audit.append_about(
                  convert_to('{"act":"SUBJECT_LOOKED_UP","actor":"clerk-1","at":"2024-09-17T05:29:54.240000Z","client":"till",'
                    || '"decision":"ALLOWED","entryId":"' || id || '","operator":1,"purpose":"DISPUTE","role":"clerk","subject":"',
                    'UTF8'),
                  convert_to('","v":1}', 'UTF8'), n, k.commit_key, id)
                  FROM keyring.person_key k WHERE k.person_id = n;
              END LOOP;
            END $$""";

    private static AuditDatabase database;
    private static Path mirror;
    private static List<String> erased;
    private String said = "";

    @BeforeAll
    static void aThousandAreErased(@TempDir Path directory) throws Exception {
        database = AuditDatabase.fresh();
        mirror = Files.createDirectory(directory.resolve("mirror"));
        var bench = new SequencerBench(database, Files.createDirectory(directory.resolve("heads")), Clock.systemUTC());
        AuditDatabase.execute(database.superuser(), PERSONS, ENTRIES);
        bench.sequencer.runOnce();
        erased = keys("<= 1000");
        AuditDatabase.execute(
                database.superuser(),
                "DELETE FROM keyring.person_key WHERE person_id <= 1000",
                "UPDATE audit.entry SET person_id = NULL WHERE person_id <= 1000");
        bench.append(1);
        bench.sequencer.runOnce();
        new AuditMirror(database.sequencer(), SequencerBench.SIGNER).exportTo(mirror);
    }

    @Test
    void theLogIsStillWhole() {
        assertThat(run("fsck", SequencerBench.KEY.toString(), mirror.toString()))
                .isZero();
        assertThat(said).isEqualTo("ok: 10001 entries");
    }

    @Test
    void theOthersAreStillShownEveryEntryAboutThem(@TempDir Path directory) throws Exception {
        for (int person : new int[] {1001, 5000, 10_000}) {
            var key = Files.writeString(
                    directory.resolve("key"), keys("= " + person).get(0));
            assertThat(run("subject", SequencerBench.KEY.toString(), mirror.toString(), key.toString()))
                    .isZero();
            assertThat(said).startsWith("ok: 1 of 10001 entries").contains("\n" + (person - 1) + " 2024-09-17");
        }
    }

    @Test
    void nothingInTheDatabaseJoinsTheErasedToEntries() throws SQLException {
        assertThat(keys("<= 1000")).isEmpty();
        assertThat(AuditDatabase.count(
                        database.superuser(),
                        "SELECT count(*) FROM audit.subject_entry s WHERE person_id <= 1000 OR entry_id <="
                                + " '01920000-0000-7000-8000-000000001000'"))
                .isZero();
        // no key that is left gives the commitment of an erased person's entry
        assertThat(AuditDatabase.count(
                        database.superuser(),
                        "SELECT count(*) FROM (SELECT * FROM audit.entry ORDER BY entry_id LIMIT 100) e,"
                                + " (SELECT * FROM keyring.person_key ORDER BY person_id LIMIT 1000) k"
                                + " WHERE convert_from(bytes, 'UTF8')::jsonb ->> 'subject' ="
                                + " encode(hmac(convert_to(entry_id::text, 'UTF8'), commit_key, 'sha256'), 'hex')"))
                .isZero();
        assertThat(erased).hasSize(1000).doesNotHaveDuplicates();
    }

    private static List<String> keys(String which) throws SQLException {
        var keys = new ArrayList<String>();
        try (var connection = database.superuser().getConnection();
                var rows = connection.createStatement().executeQuery(KEYS + which)) {
            while (rows.next()) keys.add(rows.getString(1));
        }
        return keys;
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(bytes, true, UTF_8), arguments);
        said = bytes.toString(UTF_8).strip();
        return status;
    }
}
