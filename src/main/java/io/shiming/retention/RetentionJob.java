package io.shiming.retention;

import io.quarkus.scheduler.Scheduled;
import io.shiming.access.OperatorIds;
import io.shiming.audit.ServiceItself;
import io.shiming.problem.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Erases each person whose last service ended two years ago, or whose only application came to nothing thirty days ago.
 * An installation whose officers order erasures (decision 063) turns it off. Erasures that were begun are still
 * finished, and spent keys are still forgotten. Several instances may run it; an interrupted round goes on later.
 */
@ApplicationScoped
class RetentionJob {
    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final String NAME = "retention";

    private final OperatorIds operators;
    private final Erasures erasures;
    private final SpentKeys spent;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionJob(OperatorIds operators, Erasures erasures, SpentKeys spent, RetentionConfig config, Clock clock) {
        this.operators = operators;
        this.erasures = erasures;
        this.spent = spent;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = NAME,
            every = "${shiming.retention.every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (int operator : operators.all()) {
            try {
                if (erasures.possible()) { // rows without their key would be half an erasure
                    run(operator);
                }
            } catch (RuntimeException failure) {
                LOG.warnf("erasures wait for the next round: %s", Cause.named(failure));
            }
        }
    }

    @Scheduled(
            identity = "retention-finish",
            every = "${shiming.retention.finish-every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finish() {
        for (int operator : operators.all()) {
            try {
                spent.forget(operator);
                if (erasures.possible()) {
                    erasures.destroyKeys(new ServiceItself(operator, NAME), config.batch());
                }
            } catch (RuntimeException failure) {
                LOG.warnf("what was begun is finished in the next round: %s", Cause.named(failure));
            }
        }
    }

    void run(int operator) {
        var by = new ServiceItself(operator, NAME);
        var over = RetentionTerm.over(clock.instant());
        erasures.due(operator, over, config.batch()).forEach(due -> erasures.eraseRows(by, due, over, null));
        erasures.destroyKeys(by, config.batch());
    }
}
