package io.shiming.registration.line;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.OperatorIds;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Does what is due: numbers whose quarantine is over become free, lines that were not verified
 * again in time are suspended. Any number of instances may run it. */
@ApplicationScoped
class LineDeadlines {
    private static final Logger LOG = Logger.getLogger(LineDeadlines.class);

    private final AgroalDataSource source;
    private final Reverifications reverifications;
    private final OperatorIds operators;
    private final Clock clock;

    LineDeadlines(AgroalDataSource source, Reverifications reverifications, OperatorIds operators, Clock clock) {
        this.source = source;
        this.reverifications = reverifications;
        this.operators = operators;
        this.clock = clock;
    }

    @Scheduled(
            identity = "line-deadlines",
            every = "${shiming.registration.deadlines-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (int operator : operators.all()) {
            try {
                due(operator);
            } catch (RuntimeException failure) {
                LOG.warnf("deadlines of lines wait for the next round: %s", Cause.named(failure));
            }
        }
    }

    void due(int operator) {
        reverifications.expire(operator);
        FunctionCall.of("registry.free_numbers")
                .with("p_operator", (short) operator)
                .with("p_now", clock.instant())
                .row(source, row -> row.number("free_numbers"));
    }
}
