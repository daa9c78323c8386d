package io.shiming.registration.person;

import io.shiming.database.Row;
import io.shiming.registration.integrity.BoundRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That two documents are one person's, as {@code registry.person_join} has it.
 *
 * @param caseRef the case that an officer decided on
 * @param digest the agreed digest of the one document, null where no key is agreed on
 * @param agreedBy the second reviewer at the counter
 */
record Join(
        UUID id,
        long other,
        long otherRegistration,
        Basis basis,
        @Nullable String caseRef,
        @Nullable String digest,
        @Nullable String otherDigest,
        String joinedBy,
        @Nullable String agreedBy,
        Instant joinedAt) {

    /** By what it is known. */
    enum Basis {
        /** Both documents were shown at the counter. */
        COUNTER,
        /** An officer decided on a case. */
        CASE
    }

    static Join read(UUID id, Row row) throws SQLException {
        return new Join(
                id,
                row.number("other"),
                row.number("other_registration"),
                Basis.valueOf(row.text("basis")),
                row.textOrNull("case_ref"),
                row.textOrNull("digest"),
                row.textOrNull("other_digest"),
                row.text("joined_by"),
                row.textOrNull("agreed_by"),
                row.instant("joined_at"));
    }

    /** What an entry binds of it. */
    SortedMap<String, String> columns() {
        var columns = new TreeMap<String, String>();
        columns.put("join", id.toString());
        columns.put("other", Long.toString(other));
        columns.put("otherRegistration", Long.toString(otherRegistration));
        columns.put("basis", basis.name());
        columns.put("joinedBy", joinedBy);
        columns.put("joinedAt", BoundRows.time(joinedAt));
        if (caseRef != null) columns.put("caseRef", caseRef);
        if (digest != null) columns.put("digest", digest);
        if (otherDigest != null) columns.put("otherDigest", otherDigest);
        if (agreedBy != null) columns.put("agreedBy", agreedBy);
        return columns;
    }

    /** The same after its end, when it speaks of both documents no more. */
    SortedMap<String, String> columns(String endedCase, String endedBy, Instant endedAt) {
        var columns = columns();
        columns.remove("digest");
        columns.remove("otherDigest");
        columns.put("endedCase", endedCase);
        columns.put("endedBy", endedBy);
        columns.put("endedAt", BoundRows.time(endedAt));
        return columns;
    }
}
