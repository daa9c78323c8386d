package io.shiming.audit.search;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is shown.
 *
 * @param entryId its id
 * @param at when it was written
 * @param fields everything in its bytes, by name
 * @param leafHash hash of its leaf, 64 hexadecimal digits
 * @param index its place in the tree, null until it has one
 */
public record AuditEntryView(
        UUID entryId,
        Instant at,
        Map<String, Object> fields,
        String leafHash,
        @Nullable Long index) {
    /** Keeps a copy of the fields, in the order of the entry's bytes. */
    public AuditEntryView {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
