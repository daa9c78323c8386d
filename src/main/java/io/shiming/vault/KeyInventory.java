package io.shiming.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.database.OperatorEntry;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which keys there are, without the keys (OWASP ASVS 5.0, 11.1.2: a cryptographic inventory). */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class KeyInventory {
    // What depends on a key is counted as far as 100,000: enough to see a rotation end, and no scan of a whole country.
    private static final int AS_FAR_AS = 100_000;
    private static final String DEPENDENTS = "(SELECT count(*) FROM (SELECT FROM keyring.person_key person"
            + " WHERE person.operator_id = key.operator_id AND person.operator_key_version = key.version LIMIT "
            + AS_FAR_AS + ") few)";
    private static final String ALL = "SELECT key.*, used.made, used.opened FROM ("
            + "SELECT 'operator' AS kind, operator_id, version, suite, state, created_at, " + DEPENDENTS
            + " AS dependents FROM keyring.operator_key key"
            + " UNION ALL SELECT kind, operator_id, version, suite, state, created_at, NULL FROM keyring.index_key"
            + " UNION ALL SELECT 'log', 0, version, 1, state, created_at, NULL FROM keyring.log_key) key"
            + " LEFT JOIN keyring.key_use used USING (operator_id, kind, version)"
            + " WHERE operator_id IN (0, ?) ORDER BY operator_id, kind, version";

    private final DataSource database;
    private final GuardedRootKey root;
    private final Clock clock;
    private final Instance<IndexedColumns> columns;

    KeyInventory(DataSource database, GuardedRootKey root, Clock clock, @Any Instance<IndexedColumns> columns) {
        this.database = database;
        this.root = root;
        this.clock = clock;
        this.columns = columns;
    }

    /**
     * A key.
     *
     * @param kind operator, document, number, request or log
     * @param operator the operator's id; 0 for the log's key
     * @param ageDays full days since it was made
     * @param made wrappings or indexes made with it, up to some seconds ago
     * @param opened wrappings opened with it
     * @param dependents persons whose keys it wraps, or rows that are found by its indexes, counted as far as 100,000;
     *     absent for the kinds request and log, which are never emptied
     * @param wrappedBy the key store that holds the root key
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String kind,
            int operator,
            int version,
            Suite suite,
            String state,
            Instant created,
            long ageDays,
            long made,
            long opened,
            @Nullable Long dependents,
            String wrappedBy) {

        Entry with(long counted) {
            return new Entry(kind, operator, version, suite, state, created, ageDays, made, opened, counted, wrappedBy);
        }
    }

    /** The keys of an operator, retired ones too, and the log's. */
    public List<Entry> entries(int operator) {
        return stored(operator).stream().map(this::counted).toList();
    }

    /** An index key's dependents are the features' to count. */
    private Entry counted(Entry key) {
        return Arrays.stream(IndexKind.values())
                .filter(kind -> Keyring.name(kind.key()).equals(key.kind()))
                .map(kind -> key.with(columns.stream()
                        .mapToLong(column -> column.dependents(key.operator(), kind, key.version(), AS_FAR_AS))
                        .sum()))
                .findFirst()
                .orElse(key);
    }

    private List<Entry> stored(int operator) {
        return inOperator(operator, connection -> {
            try (var query = connection.prepareStatement(ALL)) {
                query.setInt(1, operator);
                var entries = new ArrayList<Entry>();
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
                return entries;
            }
        });
    }

    /** The operator's rotations, latest first: those that go on, and the last that have ended. */
    public List<Rotation> rotations(int operator) {
        return inOperator(
                operator,
                connection -> Rotations.read(
                        connection,
                        Rotations.COLUMNS + " WHERE operator_id = ? ORDER BY rotation_id DESC LIMIT 20",
                        operator));
    }

    private Entry entry(ResultSet row) throws SQLException {
        var created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        long dependents = row.getLong("dependents");
        return new Entry(
                row.getString("kind"),
                row.getInt("operator_id"),
                row.getInt("version"),
                Suite.numbered(row.getInt("suite")),
                row.getString("state"),
                created,
                Duration.between(created, clock.instant()).toDays(),
                row.getLong("made"),
                row.getLong("opened"),
                row.getObject("dependents") == null ? null : dependents,
                root.provider());
    }

    /** Work on the keyring as the service may read it. */
    private interface Reading<T> {
        T from(Connection keyring) throws SQLException;
    }

    private <T> T inOperator(int operator, Reading<T> reading) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                OperatorEntry.enter(connection, operator);
                return reading.from(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }
}
