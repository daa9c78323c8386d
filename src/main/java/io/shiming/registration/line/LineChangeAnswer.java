package io.shiming.registration.line;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a line stands after a change, and nothing about whose it is.
 *
 * @param status ACTIVE, SUSPENDED, RESTRICTED or CLOSED
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineChangeAnswer(
        UUID registrationId, String status, @Nullable String reason, Instant changedAt, Receipt receipt)
        implements Receipted {

    /** What was answered to the same key, or is answered now. */
    static LineChangeAnswer read(Row row) throws SQLException {
        return new LineChangeAnswer(
                row.uuid("replay_public_id"),
                row.text("replay_status"),
                row.textOrNull("replay_reason"),
                row.instant("replay_at"),
                Receipt.of(row.uuid("replay_entry_id"), row.bytes("replay_leaf_hash")));
    }
}
