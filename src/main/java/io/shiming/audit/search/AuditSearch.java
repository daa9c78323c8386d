package io.shiming.audit.search;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.Act;
import io.shiming.audit.tree.Hash;
import io.shiming.database.OperatorEntry;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds entries of one operator, oldest first. It is no proof that none is missing: an entry that commits late can
 * precede a page already read. A reader who must see every entry reads the tree by index.
 *
 * <p>Native SQL and no entity, because the bytes are the truth and no row is ever changed.
 */
@ApplicationScoped
public class AuditSearch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final DataSource database;

    AuditSearch(DataSource database) {
        this.database = database;
    }

    /**
     * One page of what was asked for; the next one begins after its last entry id. The search itself is an act: the
     * caller appends {@link Act#AUDIT_SEARCHED} first. {@link Problem#unavailable} if the database does not answer.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED) // its own, for the operator it is about
    public List<AuditEntryView> find(int operator, AuditCriteria wanted) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                OperatorEntry.enter(connection, operator);
                return read(connection, wanted);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException | IOException e) {
            throw Problem.unavailable(e);
        }
    }

    private static List<AuditEntryView> read(Connection connection, AuditCriteria wanted)
            throws SQLException, IOException {
        var found = new ArrayList<AuditEntryView>();
        try (var query = new EntryQuery(wanted).on(connection);
                var row = query.executeQuery()) {
            while (row.next()) found.add(view(row));
        }
        return found;
    }

    private static AuditEntryView view(ResultSet row) throws SQLException, IOException {
        return new AuditEntryView(
                row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                JSON.readValue(row.getBytes(3), FIELDS),
                Hash.of(row.getBytes(4)).hex(),
                row.getObject(5, Long.class));
    }
}
