package io.shiming.vault;

import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Which keys there are, without the keys (OWASP ASVS 5.0, 11.1.2: a cryptographic inventory). */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class KeyInventory {
    private static final String ALL = "SELECT 'operator' AS kind, operator_id, version, suite, state, created_at"
            + " FROM keyring.operator_key"
            + " UNION ALL SELECT kind, operator_id, version, suite, state, created_at FROM keyring.index_key"
            + " UNION ALL SELECT 'log', 0, version, 1, state, created_at FROM keyring.log_key"
            + " ORDER BY operator_id, kind, version";

    private final DataSource database;
    private final GuardedRootKey root;

    KeyInventory(DataSource database, GuardedRootKey root) {
        this.database = database;
        this.root = root;
    }

    /**
     * A key.
     *
     * @param kind operator, document, number, request or log
     * @param operator the operator's id; 0 for the log's key
     * @param wrappedBy the key store that holds the root key
     */
    public record Entry(
            String kind, int operator, int version, Suite suite, String state, Instant created, String wrappedBy) {}

    /** All keys of all operators that the service may read. */
    public List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(ALL);
                var row = query.executeQuery()) {
            while (row.next()) {
                entries.add(new Entry(
                        row.getString("kind"),
                        row.getInt("operator_id"),
                        row.getInt("version"),
                        Suite.numbered(row.getInt("suite")),
                        row.getString("state"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        root.provider()));
            }
            return entries;
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }
}
