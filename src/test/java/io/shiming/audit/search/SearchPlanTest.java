package io.shiming.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.log.AuditDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the database goes about a search: never through the whole log. {@code shiming.search.entries} makes it a large one. */
class SearchPlanTest {
    private static final int ENTRIES = Integer.getInteger("shiming.search.entries", 30_000);
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    /** One entry in ten seconds, of a hundred clerks in ten shops of operator 1; every tenth is operator 2's. */
    private static final String FILL = """
            INSERT INTO audit.entry (entry_id, operator_id, at, act, actor, client, role, store, purpose, decision, bytes)
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7000'
                     || lpad(to_hex(n), 16, '0'))::uuid,
                   CASE n %% 10 WHEN 9 THEN 2 ELSE 1 END, at, 'SUBJECT_LOOKED_UP', 'clerk-' || n %% 100, 'pos', 'clerk',
                   'S-' || n %% 10, 'CUSTOMER_SERVICE', 'ALLOWED', convert_to('{"n":"' || repeat('x', 700) || n || '"}', 'UTF8')
            FROM generate_series(1, %d) n, LATERAL (SELECT timestamptz '2030-01-01' + n * interval '10 s' AS at) t""".formatted(ENTRIES);

    private static AuditDatabase database;

    @BeforeAll
    static void aLogOfManyEntries() throws SQLException {
        database = AuditDatabase.fresh();
        AuditDatabase.execute(database.superuser(), FILL, "ANALYZE audit.entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "store", "both", "nothing", "rare"})
    void aSearchIsARangeOfThePrimaryKey(String criterion) throws SQLException {
        var plan = explain(criteria(criterion, FIRST, FIRST.plusSeconds(ENTRIES)));
        // a tenth of the log; a search for all of it reads all of it
        assertThat(plan).contains("Index Scan using entry_pkey").doesNotContain("Seq Scan on entry");
        if (ENTRIES > 100_000) System.out.println(criterion + ":\n" + plan);
    }

    @Test
    void theLengthOfTheRangeIsTheCost() throws SQLException {
        var aDay = explain(criteria("rare", FIRST, FIRST.plusSeconds(10_000)));
        assertThat(aDay).contains("Rows Removed by Filter: ");
        assertThat(removed(aDay)).isLessThanOrEqualTo(1_001);
    }

    private static long removed(String plan) {
        return plan.lines()
                .filter(line -> line.contains("Rows Removed by Filter: "))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static AuditCriteria criteria(String criterion, Instant from, Instant to) {
        var actor =
                switch (criterion) {
                    case "actor", "both" -> "clerk-7";
                    case "rare" -> "unknown";
                    default -> null;
                };
        var store = criterion.equals("store") || criterion.equals("both") ? "S-7" : null;
        return new AuditCriteria(from, to, actor, null, store, null, null, null, null, (UUID) null, 50);
    }

    /** As the service asks, and under its role. */
    private static String explain(AuditCriteria wanted) throws SQLException {
        try (var connection = AuditDatabase.forOperator(database.service(), 1);
                var asked = new EntryQuery(wanted).on(connection);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN (ANALYZE) " + asked)) {
            List<String> plan = new ArrayList<>();
            while (rows.next()) plan.add(rows.getString(1));
            return String.join("\n", plan);
        }
    }
}
