package io.shiming.retention;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Cause;
import io.shiming.problem.Problem;
import io.shiming.vault.KeyErasure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Erases whoever's last service ended two years ago, and whoever's only application came to nothing a week ago. Several instances may run it: a person's rows go once, in one
 * transaction with their entries, and the key is destroyed by the one that took it. Whatever is interrupted goes on later.
 */
@ApplicationScoped
class RetentionJob {
    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final String NAME = "retention";

    private final AgroalDataSource source;
    private final KeyErasure keys;
    private final SpentKeys spent;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionJob(AgroalDataSource source, KeyErasure keys, SpentKeys spent, RetentionConfig config, Clock clock) {
        this.source = source;
        this.keys = keys;
        this.spent = spent;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = NAME,
            every = "${shiming.retention.every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (int operator : operators()) {
            try {
                spent.forget(operator);
                if (keys.possible()) { // rows without their key would be half an erasure
                    run(operator);
                }
            } catch (RuntimeException failure) {
                LOG.warnf("erasures wait for the next round: %s", Cause.named(failure));
            }
        }
    }

    void run(int operator) {
        var now = clock.instant();
        for (var due : due(operator, now)) {
            eraseRows(operator, due, now);
        }
        for (long person : taken(operator, now)) {
            keys.destroy(new ServiceItself(operator, NAME), person);
            FunctionCall.of("registry.end_erasure")
                    .with("p_operator", (short) operator)
                    .with("p_person", person)
                    .with("p_at", clock.instant())
                    .row(source, row -> true);
        }
    }

    private record Due(long person, List<UUID> registrations) {
        static Due read(Row row) throws SQLException {
            return new Due(row.number("person"), row.uuids("registrations"));
        }
    }

    private List<Due> due(int operator, Instant now) {
        return FunctionCall.of("registry.due_for_erasure")
                .with("p_operator", (short) operator)
                .with("p_ended_before", RetentionTerm.endedBefore(now))
                .with("p_refused_before", RetentionTerm.refusedBefore(now))
                .with("p_most", config.batch())
                .rows(source, Due::read);
    }

    private void eraseRows(int operator, Due due, Instant now) {
        var entries = due.registrations().stream()
                .map(registration -> Entry.by(new ServiceItself(operator, NAME), Act.SUBJECT_ERASED, clock)
                        .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                        .registration(registration)
                        .allowed()
                        .bytes())
                .toArray(byte[][]::new);
        FunctionCall.of("registry.erase_rows")
                .with("p_operator", (short) operator)
                .with("p_person", due.person())
                .with("p_ended_before", RetentionTerm.endedBefore(now))
                .with("p_refused_before", RetentionTerm.refusedBefore(now))
                .with("p_entries", entries)
                .with("p_at", now)
                .row(source, row -> row.flag("erase_rows"));
    }

    private List<Long> taken(int operator, Instant now) {
        return FunctionCall.of("registry.take_erasures")
                .with("p_operator", (short) operator)
                .with("p_now", now)
                .with("p_until", now.plus(config.taken()))
                .with("p_most", config.batch())
                .rows(source, row -> row.number("person"));
    }

    private List<Integer> operators() {
        try (var connection = source.getConnection();
                var query = connection.createStatement();
                var row = query.executeQuery(
                        "SELECT array_agg(operator_id::integer ORDER BY operator_id) FROM registry.operator")) {
            row.next();
            var array = row.getArray(1);
            return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }
}
