package io.shiming.registration.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.row.RowDigest;
import io.shiming.database.Row;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A row as it is stored now, with the digest it has now.
 *
 * @param name which of the registration's rows
 * @param entry the entry it says it was written with
 * @param digest recomputed from its columns and its salt
 */
public record BoundRow(UUID registration, String name, UUID entry, String digest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> COLUMNS = new TypeReference<>() {};

    public static BoundRow read(Row row) throws SQLException {
        var name = row.text("name");
        return new BoundRow(
                row.uuid("public_id"),
                name,
                row.uuid("entry_id"),
                RowDigest.of(name, row.bytes("salt"), columns(row.text("columns"))));
    }

    /** The columns as they are digested. */
    public static TreeMap<String, String> columns(String json) {
        try {
            return JSON.readValue(json, COLUMNS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }
}
