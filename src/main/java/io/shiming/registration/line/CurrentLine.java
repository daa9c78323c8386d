package io.shiming.registration.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.row.RowDigest;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds a number now, and how the line stands; without anything of the person. */
public final class CurrentLine {
    public final int operator;
    public final long person;
    public final long registration;
    public final UUID publicId;
    public final String contractRef;
    public final String serviceType;
    final RegistrationStatus registrationStatus;

    /** What the number is sold as, where the law has rules for that. */
    public final @Nullable String productClass;

    /** Null while the registration has no line: none may live. */
    public final @Nullable LineState line;

    final WrappedPersonKey key;

    private final byte[] documentIndex;
    private final @Nullable UUID entry;
    private final byte @Nullable [] salt;
    private final byte @Nullable [] entryBytes;

    CurrentLine(int operator, Row row) throws SQLException {
        this.operator = operator;
        person = row.number("person");
        registration = row.number("registration");
        publicId = row.uuid("public_id");
        contractRef = row.text("contract_ref");
        serviceType = row.text("service_type");
        registrationStatus = RegistrationStatus.valueOf(row.text("registration_status"));
        productClass = row.textOrNull("product_class");
        line = row.isNull("line_status") ? null : LineState.read(row);
        key = WrappedPersonKey.of(
                row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key"));
        documentIndex = row.bytes("document_index");
        entry = row.isNull("entry_id") ? null : row.uuid("entry_id");
        salt = row.isNull("row_salt") ? null : row.bytes("row_salt");
        entryBytes = row.isNull("entry") ? null : row.bytes("entry");
    }

    /** The line, or null if the row has no registration. */
    public static @Nullable CurrentLine read(int operator, Row row) throws SQLException {
        return row.isNull("registration") ? null : new CurrentLine(operator, row);
    }

    /** Whether it is a legacy registration that waits to be supplemented. */
    public boolean incomplete() {
        return registrationStatus == RegistrationStatus.INCOMPLETE
                || registrationStatus == RegistrationStatus.SUSPENDED_UNREGISTERED;
    }

    /** Whether the holder's document is the one of these indexes. */
    public boolean isHeldBy(List<BlindIndex> documentIndexes) {
        return documentIndexes.stream().anyMatch(index -> Arrays.equals(index.bytes(), documentIndex));
    }

    /** The line; a registration that has none yet is in no state to be changed. */
    public LineState state() {
        if (line == null) {
            throw Problem.of(Code.LINE_STATE);
        }
        return line;
    }

    /** The entry it must still be bound to when it is changed. */
    UUID boundTo() {
        if (entry == null) {
            throw Problem.of(Code.LINE_STATE);
        }
        return entry;
    }

    /** Whether the row is as its entry says. A change must not conceal a manual edit of the row (decision 031). */
    boolean standsAsWritten() {
        if (salt == null || entryBytes == null) {
            return false;
        }
        var digest = RowDigest.of(BoundRows.LINE, salt, rows().columns(state().columns()));
        return new String(entryBytes, UTF_8).contains('"' + digest + '"');
    }

    BoundRows rows() {
        return new BoundRows(operator, person, registration);
    }
}
