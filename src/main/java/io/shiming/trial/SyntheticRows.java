package io.shiming.trial;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/** The rows that signed mobile numbers leave behind, as text for COPY; all but events, spent keys and the log's. */
final class SyntheticRows {
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();
    private static final UUID NO_ENTRY = new UUID(0, 0);
    private static final byte[] NO_SALT = new byte[16];
    private static final byte[] NO_LEAF = new byte[32];

    private final int operator;
    private final Instant at;
    private final Map<String, StringBuilder> tables =
            new LinkedHashMap<>(); // what is referenced before what references

    SyntheticRows(int operator, Instant at) {
        this.operator = operator;
        this.at = at;
    }

    Instant at() {
        return at;
    }

    /** Adds a person with one line. Each of the rows has the person's id for its own. */
    void add(long id, WrappedPersonKey key, BlindIndex document, BlindIndex number, Sealed identity) {
        row("registry.person (person_id, operator_id, document_index, index_version, mobile_lines, created_at)")
                .of(id, operator, document.bytes(), document.keyVersion(), 1, at);
        row("keyring.person_key (person_id, operator_id, operator_key_version, wrapped, commit_key, created_at)")
                .of(id, operator, key.operatorKeyVersion(), key.wrapped(), key.commitmentKey(), at);
        row("registry.registration (person_id, registration_id, operator_id, public_id, status, contract_ref, event,"
                        + " service_type, number_index, index_version, capture_method, capture_device, dealer_code,"
                        + " store_code, clerk, signed_at, decided_at, entry_id, leaf_hash, contract_entry_id, contract_salt,"
                        + " sealed, sealed_at, identity_entry_id, identity_salt,"
                        + " notice_version, language, acknowledged_at, risk_notice, separate_consent,"
                        + " verification_result, verification_provider, check_id, checked_at,"
                        + " line_status, opened_at, line_entry_id, line_salt)")
                .of(id, id, operator, IDS.generate(), "ACTIVE", "B-" + id, "open")
                .of("mobile", number.bytes(), number.keyVersion(), "reader", "BENCH", "D-100", "S-101", "none")
                .of(at, at, NO_ENTRY, NO_LEAF, NO_ENTRY, NO_SALT)
                .of(identity.bytes(), at, NO_ENTRY, NO_SALT)
                .of("2026-11", "zh", at, true, true)
                .of("MATCH", "none", "none", at)
                .of("ACTIVE", at, NO_ENTRY, NO_SALT);
        row("registry.number_directory (operator_id, number_index, index_version, person_id, registration_id)")
                .of(operator, number.bytes(), number.keyVersion(), id, id);
    }

    /** In the caller's transaction, whose durability is put off: a loader that died is run again. */
    void copyInto(Connection superuser) throws SQLException, IOException {
        try (var statement = superuser.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
        }
        var copying = superuser.unwrap(PGConnection.class).getCopyAPI();
        for (var table : tables.entrySet()) {
            copying.copyIn(
                    "COPY " + table.getKey() + " FROM STDIN",
                    new StringReader(table.getValue().toString()));
        }
    }

    private Fields row(String table) {
        var text = tables.computeIfAbsent(table, name -> new StringBuilder());
        if (!text.isEmpty()) text.append('\n');
        return new Fields(text);
    }

    /** One row's. No value has a character that COPY reads as anything else. */
    private record Fields(StringBuilder text) {
        Fields of(Object... values) {
            for (Object value : values) {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') text.append('\t');
                if (value instanceof byte[] bytes) {
                    text.append("\\\\x").append(HexFormat.of().formatHex(bytes));
                } else {
                    text.append(value);
                }
            }
            return this;
        }
    }
}
