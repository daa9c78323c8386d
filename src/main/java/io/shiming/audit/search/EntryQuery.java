package io.shiming.audit.search;

import io.shiming.audit.EntryId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one search. Conditions are added only for what is asked, because the service plans generically and an
 * optional condition would cost the index. The time range is one of ids, which begin with their time.
 */
final class EntryQuery {
    private static final String SELECT = "SELECT e.entry_id, e.at, e.bytes, e.leaf_hash, l.idx"
            + " FROM audit.entry e LEFT JOIN audit.leaf l USING (entry_id) WHERE ";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final int limit;

    EntryQuery(AuditCriteria wanted) {
        limit = wanted.limit();
        where("entry_id >= ?", EntryId.floor(wanted.from()));
        where("entry_id < ?", EntryId.floor(wanted.to().plusMillis(1)));
        where("e.at >= ?", OffsetDateTime.ofInstant(wanted.from(), ZoneOffset.UTC));
        where("e.at < ?", OffsetDateTime.ofInstant(wanted.to(), ZoneOffset.UTC));
        where("entry_id > ?", wanted.after());
        where("e.actor = ?", wanted.actor());
        where("e.act = ?", wanted.act());
        where("e.store = ?", wanted.store());
        where("e.purpose = ?", wanted.purpose());
        where("e.decision = ?", wanted.decision());
        where("e.registration = ?", wanted.registration());
        where("e.person_id = ?", wanted.person());
    }

    PreparedStatement on(Connection connection) throws SQLException {
        var sql = SELECT + String.join(" AND ", conditions) + " ORDER BY entry_id LIMIT " + limit;
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
        return statement;
    }

    private void where(String condition, @Nullable Object value) {
        if (value == null) return;
        conditions.add(condition);
        values.add(value instanceof Enum<?> name ? name.name() : value);
    }
}
