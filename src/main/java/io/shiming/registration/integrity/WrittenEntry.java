package io.shiming.registration.integrity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.database.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An entry that tells of a write: the digests it carries, by the name of the row.
 *
 * @param act its act
 * @param leaf the hash of its leaf, in hexadecimal
 */
record WrittenEntry(UUID id, UUID registration, String act, String leaf, Map<String, String> digests) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static WrittenEntry read(Row row) throws SQLException {
        return new WrittenEntry(
                row.uuid("entry_id"),
                row.uuid("registration"),
                row.text("act"),
                row.text("leaf"),
                digestsIn(row.bytes("bytes")));
    }

    private static Map<String, String> digestsIn(byte[] entry) {
        try {
            var digests = new LinkedHashMap<String, String>();
            JSON.readTree(entry).path("rowDigest").forEach(item -> {
                var text = item.asText();
                digests.put(text.substring(0, text.indexOf(' ')), text);
            });
            return digests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status that the registration has since this entry; nothing if the entry leaves it as it is. */
    String status() {
        return switch (act) {
            case "REGISTRATION_SIGNED", "REGISTRATION_COMPLETED" -> "ACTIVE";
            case "REGISTRATION_TO_REVIEW" -> "REVIEW";
            case "REGISTRATION_PENDED", "REGISTRATION_APPROVED" -> "PENDING";
            case "REGISTRATION_EXPIRED" -> "EXPIRED";
            case "REGISTRATION_REFUSED" -> "REFUSED";
            case "REGISTRATION_IMPORTED" -> "INCOMPLETE";
            case "REGISTRATION_BARRED" -> "SUSPENDED_UNREGISTERED";
            case "REGISTRATION_SUPPLEMENTED" -> "SUPPLEMENTED";
            default -> "";
        };
    }
}
