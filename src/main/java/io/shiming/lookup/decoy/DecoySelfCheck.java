package io.shiming.lookup.decoy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.OperatorIds;
import io.shiming.access.policy.Alarms;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Marks an id that no registration has, and checks that this instance recognises it and that its alarm arrives in the
 * feed. A failure raises DECOY_SELF_TEST_FAILED: as a metric and a log line, and in the feed where that works.
 */
@ApplicationScoped
public class DecoySelfCheck {
    private static final Logger LOG = Logger.getLogger(DecoySelfCheck.class);
    private static final String NAME = "decoy-self-test";

    private final AgroalDataSource source;
    private final DecoyAlarm decoyAlarm;
    private final Alarms alarms;
    private final OperatorIds operators;
    private final Clock clock;

    DecoySelfCheck(AgroalDataSource source, DecoyAlarm decoyAlarm, Alarms alarms, OperatorIds operators, Clock clock) {
        this.source = source;
        this.decoyAlarm = decoyAlarm;
        this.alarms = alarms;
        this.operators = operators;
        this.clock = clock;
    }

    @Scheduled(
            every = "${shiming.access.decoy-test-every:6h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        try {
            operators.all().forEach(this::run);
        } catch (RuntimeException failure) {
            LOG.warnf("the self-check of decoys did not run: %s", Cause.named(failure));
            alarms.raised("DECOY_SELF_TEST_FAILED", new UUID(0, 0));
        }
    }

    private void run(int operator) {
        var tester = new ServiceItself(operator, NAME);
        var entry = Entry.by(tester, Act.DECOY_MARKED, clock).allowed();
        try {
            var receipt = decoyAlarm.markUnseen(tester, UUID.randomUUID(), entry);
            if (!arrived(tester)) {
                throw new IllegalStateException("no alarm in the feed");
            }
            LOG.debugf("the self-check of decoys passed, see entry %s", receipt.entryId());
        } catch (RuntimeException broken) {
            LOG.warnf("the self-check of decoys failed: %s", Cause.named(broken));
            alarms.raised("DECOY_SELF_TEST_FAILED", entry.id());
            tellInTheFeed(tester, entry);
        }
    }

    private boolean arrived(ServiceItself tester) {
        return FunctionCall.of("registry.alarm_arrived")
                .with("p_operator", (short) tester.operator())
                .with("p_kind", "DECOY_SELF_TEST")
                .with("p_actor", tester.actor())
                .row(source, row -> row.flag("alarm_arrived"));
    }

    private void tellInTheFeed(ServiceItself tester, Entry entry) {
        try {
            FunctionCall.of("registry.raise_alarm")
                    .with("p_operator", (short) tester.operator())
                    .with("p_kind", "DECOY_SELF_TEST_FAILED")
                    .with("p_actor", tester.actor())
                    .with("p_entry_id", entry.id())
                    .row(source, row -> row.textOrNull("raise_alarm") == null ? "" : "told");
        } catch (RuntimeException failure) { // the metric and the line are out already
            LOG.warnf("the feed of alarms takes none: %s", Cause.named(failure));
        }
    }
}
