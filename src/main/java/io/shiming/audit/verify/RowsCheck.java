package io.shiming.audit.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.row.RowDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares a dump of stored rows, one JSON object a line, with the digests in the log's entries. Of several entries that
 * bind the same row the latest in the log holds.
 */
final class RowsCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> COLUMNS = new TypeReference<>() {};

    private final Map<String, Bound> rows = new HashMap<>();
    private final Set<String> erased = new HashSet<>();

    /** What binds a row. */
    private record Bound(long index, String entry, String digest) {}

    /** Remembers what this entry binds. */
    void entry(long index, JsonNode said) {
        var registration = said.path("registration").asText();
        for (var item : said.path("rowDigest")) {
            var digest = item.asText();
            var name = digest.substring(0, Math.max(0, digest.indexOf(' ')));
            rows.put(
                    key(registration, name),
                    new Bound(index, said.path("entryId").asText(), digest));
        }
        if (said.path("act").asText().equals("SUBJECT_ERASED")) erased.add(registration);
    }

    /** Compares; answers how many rows are as they were written. */
    int compare(List<String> dump) {
        for (int i = 0; i < dump.size(); i++) row(parsed(dump.get(i), i + 1));
        for (var missing : rows.entrySet()) {
            var key = missing.getKey();
            if (erased.contains(key.substring(0, key.indexOf(' ')))) continue;
            throw new Tampered(
                    "row " + key + ": written with entry " + missing.getValue().index() + " and gone");
        }
        return dump.size();
    }

    /** A line that is no row says nothing about the rows; the dump has to be made again. */
    private static JsonNode parsed(String line, int number) {
        try {
            var row = JSON.readTree(line);
            boolean whole = Stream.of("name", "publicId", "entryId", "salt")
                    .allMatch(field -> row.path(field).isTextual());
            if (whole && row.path("columns").isObject()) {
                HexFormat.of().parseHex(row.path("salt").asText());
                return row;
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // not a row either
        }
        throw new IllegalArgumentException("line " + number + " of the dump is not a row");
    }

    private void row(JsonNode row) {
        var name = row.path("name").asText();
        var key = key(row.path("publicId").asText(), name);
        var bound = rows.remove(key);
        if (bound == null) throw new Tampered("row " + key + ": no entry tells of it");
        var salt = HexFormat.of().parseHex(row.path("salt").asText());
        var digest = RowDigest.of(name, salt, JSON.convertValue(row.path("columns"), COLUMNS));
        if (!bound.entry().equals(row.path("entryId").asText())
                || !bound.digest().equals(digest)) {
            throw new Tampered("row " + key + ": not as it was written with entry " + bound.index());
        }
    }

    private static String key(String registration, String name) {
        return registration + " " + name;
    }
}
