package io.shiming.registration.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.database.Row;
import io.shiming.database.RowReader;
import io.shiming.registration.integrity.Discrepancy.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads one stretch of registrations, or of entries, and compares; over one connection in one transaction's snapshot. */
final class SweepStep {
    private static final String STANDING = """
            SELECT r.person_id, r.registration_id, r.public_id, r.status, r.entry_id, encode(r.leaf_hash, 'hex') AS leaf,
                   EXISTS (SELECT FROM registry.number_directory d
                            WHERE d.operator_id = r.operator_id AND d.number_index = r.number_index
                              AND d.person_id = r.person_id AND d.registration_id = r.registration_id) AS holds_number,
                   NOT (r.status = 'SUPPLEMENTED' OR coalesce(r.line_status = 'CLOSED', false))
                     OR EXISTS (SELECT FROM registry.past_tenure t
                            WHERE t.operator_id = r.operator_id AND t.number_index = r.number_index
                              AND t.person_id = r.person_id AND t.registration_id = r.registration_id) AS past_kept,
                   coalesce((SELECT s.in_name FROM registry.line_states() s
                     WHERE s.state = coalesce(r.line_status, r.status)), true) AS in_name,
                   coalesce(h.mobile_lines = CASE WHEN h.organisation THEN 0
                     ELSE registry.cards_of(registry.documents_of(r.person_id)) END
                     AND h.card_ceiling = greatest(5, h.mobile_lines), false) AS cards_counted,
                   registry.documents_of(r.person_id) = registry.joined_with(r.person_id) AS person_told
              FROM registry.registration r JOIN registry.person p USING (person_id)
              LEFT JOIN registry.person h ON h.person_id = coalesce(p.joined_to, p.person_id)
             WHERE r.operator_id = ? AND (r.person_id, r.registration_id) > (?, ?)
             ORDER BY r.person_id, r.registration_id LIMIT ?""";
    private static final String BOUND = "SELECT name, public_id, entry_id, salt, columns::text FROM (" + boundRows()
            + ") b WHERE person_id = ANY (?)" // of which the planner knows that they are few; of a range it does not
            + " AND (person_id, registration_id) > (?, ?) AND (person_id, registration_id) <= (?, ?) AND operator_id = ?";
    private static final String ENTRIES = """
            SELECT entry_id, registration, act, encode(leaf_hash, 'hex') AS leaf, bytes FROM audit.entry
             WHERE registration = ANY (?) AND (act LIKE 'REGISTRATION\\_%' OR act IN ('KEY_ROTATED', 'PERSONS_JOINED', 'PERSONS_SPLIT',
                    'IDENTITY_CORRECTED'))
             ORDER BY entry_id""";
    private static final String UNREGISTERED = """
            SELECT e.registration FROM audit.entry e
             WHERE e.entry_id > ? AND e.entry_id <= ? AND e.act IN (
                     'REGISTRATION_SIGNED', 'REGISTRATION_PENDED', 'REGISTRATION_TO_REVIEW', 'REGISTRATION_IMPORTED')
               AND e.registration IS NOT NULL
               AND NOT EXISTS (SELECT FROM registry.registration r WHERE r.public_id = e.registration)
               AND NOT EXISTS (SELECT FROM audit.entry x
                                WHERE x.registration = e.registration AND x.act = 'SUBJECT_ERASED')""";
    private static final String STRETCH =
            "SELECT max(entry_id::text) AS last FROM (SELECT entry_id FROM audit.entry WHERE entry_id > ? ORDER BY entry_id LIMIT ?) s";

    private final Connection connection;
    private final int operator;
    private final List<Discrepancy> found = new ArrayList<>();

    SweepStep(Connection connection, int operator) {
        this.connection = connection;
        this.operator = operator;
    }

    List<Discrepancy> found() {
        return found;
    }

    /** Compares the registrations after this one; answers where the next step begins, or the start if these were the last. */
    SweepMark registrations(SweepMark from, int most) throws SQLException {
        var standing =
                rows(STANDING, SweptRegistration::read, (short) operator, from.person(), from.registration(), most);
        if (standing.isEmpty()) return from.registrationsDone();
        var last = standing.get(standing.size() - 1);
        var bound = rows(
                BOUND,
                BoundRow::read,
                connection.createArrayOf(
                        "int8", standing.stream().map(SweptRegistration::person).toArray()),
                from.person(),
                from.registration(),
                last.person(),
                last.registration(),
                (short) operator);
        var entries = rows(
                ENTRIES,
                WrittenEntry::read,
                connection.createArrayOf(
                        "uuid",
                        standing.stream().map(SweptRegistration::publicId).toArray()));
        for (var one : standing) {
            found.addAll(new RowCheck(
                            one,
                            bound.stream()
                                    .filter(row -> row.registration().equals(one.publicId()))
                                    .toList(),
                            entries.stream()
                                    .filter(entry -> entry.registration().equals(one.publicId()))
                                    .toList())
                    .discrepancies());
        }
        return from.at(last);
    }

    /** Looks for entries of signings whose registration is gone. */
    SweepMark entries(SweepMark from, int most) throws SQLException {
        var last = rows(STRETCH, row -> row.textOrNull("last") == null ? "" : row.text("last"), from.entry(), most)
                .get(0);
        if (last.isEmpty()) return from.entriesDone();
        var end = UUID.fromString(last);
        for (var gone : rows(UNREGISTERED, row -> row.uuid("registration"), from.entry(), end)) {
            found.add(new Discrepancy(gone, "registration", Kind.DELETED));
        }
        return from.at(end);
    }

    <T> List<T> rows(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            var rows = new ArrayList<T>();
            try (var result = statement.executeQuery()) {
                while (result.next()) rows.add(reader.read(new Row(result)));
            }
            return rows;
        }
    }

    /** The statement that reads every bound row. */
    static String boundRows() {
        try (var sql = SweepStep.class.getResourceAsStream("/db/bound-rows.sql")) {
            if (sql == null) throw new IllegalStateException("db/bound-rows.sql is not in the jar");
            return new String(sql.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
