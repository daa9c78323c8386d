package io.shiming.lookup.decoy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Cause;
import io.shiming.registration.DecoyCounter;
import io.shiming.registration.Decoys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Plants a decoy in every store that has none, at the first start and whenever a store has been added. It is marked before
 * anybody could have read of it; the log does not name which, though who reads it can tell by the
 * time (062).
 */
@ApplicationScoped
public class DecoyPlanting {
    private static final Logger LOG = Logger.getLogger(DecoyPlanting.class);
    private static final int A_ROUND = 50;

    private final AgroalDataSource source;
    private final Decoys decoys;
    private final DecoyAlarm decoyAlarm;
    private final Clock clock;

    DecoyPlanting(AgroalDataSource source, Decoys decoys, DecoyAlarm decoyAlarm, Clock clock) {
        this.source = source;
        this.decoys = decoys;
        this.decoyAlarm = decoyAlarm;
        this.clock = clock;
    }

    @Scheduled(
            every = "${shiming.access.decoy-plant-every:5m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            plant();
        } catch (RuntimeException failure) {
            LOG.warnf("decoys are planted in the next round: %s", Cause.named(failure));
        }
    }

    /** How many were planted; what went wrong with one of them, after all have been tried. */
    public int plant() {
        int planted = 0;
        RuntimeException failed = null;
        for (var place : places()) {
            try {
                plant(place);
                planted++;
            } catch (RuntimeException failure) {
                giveBack(place);
                failed = failure;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return planted;
    }

    private void plant(DecoyCounter place) {
        var planter = new ServiceItself(place.operator(), "decoy-planting");
        var registration = decoys.next();
        decoyAlarm.markUnseen(
                planter,
                registration,
                Entry.by(planter, Act.DECOY_MARKED, clock).allowed());
        enrol(planter, place);
        decoys.plant(place, registration);
        untilTheNext(place);
    }

    private void enrol(ServiceItself planter, DecoyCounter place) {
        var entry = Entry.by(planter, Act.DEALER_CHANGED, clock)
                .fields(List.of("clerk"))
                .allowed();
        FunctionCall.of("registry.decoy_clerk")
                .with("p_operator", (short) place.operator())
                .with("p_dealer", place.dealer())
                .with("p_clerk", place.clerk())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .with("p_entry", entry.bytes())
                .row(source, row -> true);
    }

    private void untilTheNext(DecoyCounter place) {
        FunctionCall.of("registry.decoy_planted")
                .with("p_operator", (short) place.operator())
                .with("p_store", place.store())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .row(source, row -> true);
    }

    /** The store has none yet; the next round tries again. */
    private void giveBack(DecoyCounter place) {
        FunctionCall.of("registry.decoy_not_planted")
                .with("p_operator", (short) place.operator())
                .with("p_store", place.store())
                .row(source, row -> true);
    }

    private List<DecoyCounter> places() {
        return FunctionCall.of("registry.stores_without_decoy")
                .with("p_most", A_ROUND)
                .with("p_today", StatutoryDay.of(clock.instant()))
                .rows(
                        source,
                        row -> new DecoyCounter(
                                (int) row.number("its_operator"),
                                row.text("client_id"),
                                decoys.clerk((int) row.number("its_operator"), row.text("store")),
                                row.text("dealer"),
                                row.text("store"),
                                row.text("terminal"),
                                row.text("notice_version"),
                                row.text("notice_language"),
                                row.text("address")));
    }
}
