package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.policy.Alarms;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Cause;
import io.shiming.registration.Decoys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/** Notices, half an hour later, who looked people up in a store where no subscriber signed around that time. */
@ApplicationScoped
public class IdleLookups {
    private static final Logger LOG = Logger.getLogger(IdleLookups.class);
    private final AgroalDataSource source;
    private final Alarms alarms;
    private final Decoys decoys;
    private final Clock clock;

    IdleLookups(AgroalDataSource source, Alarms alarms, Decoys decoys, Clock clock) {
        this.source = source;
        this.alarms = alarms;
        this.decoys = decoys;
        this.clock = clock;
    }

    @Scheduled(every = "${shiming.access.idle-every:5m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            judge();
        } catch (RuntimeException failure) {
            LOG.warnf("lookups are judged in the next round: %s", Cause.named(failure));
        }
    }

    void judge() {
        FunctionCall.of("registry.judge_idle_lookups")
                .with("p_now", clock.instant())
                .with("p_nobody", decoyClerks())
                .rows(source, row -> Map.entry(row.text("alarm_kind"), row.uuid("entry")))
                .forEach(alarm -> alarms.raised(alarm.getKey(), alarm.getValue()));
    }

    /** The clerks of the decoys, one for each store: their signatures do not show that a subscriber was there. */
    private String[] decoyClerks() {
        return FunctionCall.of("registry.decoy_stores")
                .rows(source, row -> decoys.clerk((int) row.number("its_operator"), row.text("store")))
                .toArray(String[]::new);
    }
}
