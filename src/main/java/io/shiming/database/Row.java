package io.shiming.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of an answer, column by column. A column read without {@code OrNull} must not be null. */
public final class Row {
    private final ResultSet result;

    /** The row the result stands on. */
    public Row(ResultSet result) {
        this.result = result;
    }

    public boolean isNull(String column) throws SQLException {
        return result.getObject(column) == null;
    }

    public byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }

    public String text(String column) throws SQLException {
        return result.getString(column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) result.getArray(column).getArray());
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public UUID uuid(String column) throws SQLException {
        return result.getObject(column, UUID.class);
    }

    public Instant instant(String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        var at = result.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public List<UUID> uuids(String column) throws SQLException {
        return List.of((UUID[]) result.getArray(column).getArray());
    }
}
