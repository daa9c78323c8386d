package io.shiming.registration.legacy;

import io.shiming.audit.Receipt;
import io.shiming.database.Row;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the database says before a legacy user is brought in: an earlier answer to the same key, or the person. */
final class LegacyContext {
    final byte @Nullable [] digest;
    final LegacyImport.@Nullable Imported replay;
    final long person;
    final boolean known;
    final @Nullable String documentIndex;
    final @Nullable WrappedPersonKey key;
    final long registration;

    LegacyContext(Row row) throws SQLException {
        digest = row.isNull("replay_digest") ? null : row.bytes("replay_digest");
        replay = digest == null
                ? null
                : new LegacyImport.Imported(
                        row.uuid("replay_public_id"),
                        row.text("replay_status"),
                        row.texts("replay_missing"),
                        Receipt.of(row.uuid("replay_entry_id"), row.bytes("replay_leaf_hash")));
        person = row.number("person");
        known = row.flag("person_known");
        documentIndex = row.isNull("document_index") ? null : HexFormat.of().formatHex(row.bytes("document_index"));
        key = row.isNull("wrapped")
                ? null
                : WrappedPersonKey.of(
                        row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key"));
        registration = row.number("registration");
    }
}
