package io.shiming.audit.log;

import static io.shiming.audit.log.AuditDatabase.count;
import static io.shiming.audit.log.AuditDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryHalves;
import io.shiming.audit.EntryId;
import io.shiming.audit.tree.Hash;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendTest {
    private AuditDatabase database;
    private AuditLog log;

    @BeforeEach
    void aFreshDatabase() throws SQLException {
        database = AuditDatabase.fresh();
        log = new AuditLog(database.service());
    }

    @Test
    void anAppendedEntryIsStoredAsHashedAndQueued() throws SQLException {
        var entry = SequencerBench.anEntry();
        var receipt = log.append(entry);
        assertThat(receipt.leafHash()).isEqualTo(entry.leafHash().hex());
        try (var connection = AuditDatabase.forOperator(database.service(), 1);
                var row = connection.createStatement().executeQuery("SELECT bytes, act, actor, at FROM audit.entry")) {
            row.next();
            assertThat(Hash.ofLeaf(row.getBytes(1)).hex()).isEqualTo(receipt.leafHash());
            assertThat(row.getString(2)).isEqualTo("SUBJECT_LOOKED_UP");
            assertThat(row.getString(3)).isEqualTo("clerk-7");
            assertThat(row.getTimestamp(4).toInstant().toEpochMilli())
                    .isEqualTo(EntryId.timeOf(entry.id()).toEpochMilli());
        }
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isOne();
    }

    @Test
    void theSameEntryIsNotAppendedTwice() throws SQLException {
        var entry = SequencerBench.anEntry();
        log.append(entry);
        assertThatThrownBy(() -> log.append(entry)).isInstanceOf(Problem.class);
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.entry"))
                .isOne();
    }

    @Test
    void anEntryForAnotherOperatorThanTheTransactionsIsRefused() throws SQLException {
        try (var connection = AuditDatabase.forOperator(database.service(), 2)) {
            assertThatThrownBy(() -> append(connection, SequencerBench.anEntry()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("only for the operator of the transaction");
        }
    }

    @Test
    void anEntryInATransactionWithoutOperatorIsRefused() throws SQLException {
        try (var connection = database.service().getConnection()) {
            assertThatThrownBy(() -> append(connection, SequencerBench.anEntry()))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void anEntryGoesWithTheTransactionThatFails() throws SQLException {
        try (var connection = AuditDatabase.forOperator(database.service(), 1)) {
            append(connection, SequencerBench.anEntry());
            connection.rollback();
        }
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.entry"))
                .isZero();
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isZero();
    }

    @Test
    void whenTheLogCannotBeWrittenTheServiceIsUnavailable() throws SQLException {
        execute(database.owner(), "REVOKE INSERT ON audit.entry FROM shiming_service");
        assertThatThrownBy(() -> log.append(SequencerBench.anEntry()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(Code.UNAVAILABLE));
        assertThat(count(database.superuser(), "SELECT count(*) FROM audit.queue"))
                .isZero();
    }

    @Test
    void aPersonFoundInsideTheStatementIsCommittedTo() throws Exception {
        var halves = Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.SUBJECT_LOOKED_UP, Clock.systemUTC())
                .aroundSubject();
        var key = new byte[32];
        key[0] = 7;
        byte[] leaf;
        try (var connection = AuditDatabase.forOperator(database.service(), 1)) {
            leaf = appendAbout(connection, halves, 42L, key);
            connection.commit();
        }
        assertThat(stored(halves.id())).contains("\"subject\":\"" + hmac(key, halves.id()) + "\"");
        assertThat(Hash.ofLeaf(stored(halves.id()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .bytes())
                .isEqualTo(leaf);
        assertThat(count(database.superuser(), "SELECT person_id FROM audit.subject_entry"))
                .isEqualTo(42);
    }

    @Test
    void entryWithoutItsPersonIsRefused() throws SQLException {
        var halves = Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.SUBJECT_LOOKED_UP, Clock.systemUTC())
                .aroundSubject();
        try (var connection = AuditDatabase.forOperator(database.service(), 1)) {
            assertThatThrownBy(() -> appendAbout(connection, halves, null, new byte[32]))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static void append(Connection connection, Entry entry) throws SQLException {
        try (var append = connection.prepareStatement("SELECT audit.append(?)")) {
            append.setBytes(1, entry.bytes());
            append.execute();
        }
    }

    private static byte[] appendAbout(Connection connection, EntryHalves halves, @Nullable Long person, byte[] key)
            throws SQLException {
        try (var append = connection.prepareStatement("SELECT audit.append_about(?, ?, ?, ?, ?)")) {
            append.setBytes(1, halves.head());
            append.setBytes(2, halves.tail());
            append.setObject(3, person, java.sql.Types.BIGINT);
            append.setBytes(4, key);
            append.setObject(5, halves.id());
            try (var row = append.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private String stored(UUID id) throws SQLException {
        try (var connection = database.superuser().getConnection();
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE entry_id = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String hmac(byte[] key, UUID id) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
