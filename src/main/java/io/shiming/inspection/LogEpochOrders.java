package io.shiming.inspection;

import io.shiming.access.Actor;
import io.shiming.access.order.BulkOrder;
import io.shiming.access.order.TwoPersonOrders;
import io.shiming.access.order.TwoPersonOrders.Kind;
import io.shiming.access.policy.Alarms;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.audit.log.EpochEnd;
import io.shiming.audit.log.LogEpochs;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * A new epoch of the log after signed entries were lost: ordered by a custodian, approved by another person of another unit,
 * begun by the first. What both agree to is how the epoch ended, as the service found it when it was ordered.
 */
@ApplicationScoped
class LogEpochOrders {
    private static final int AS_MANY_AS_THERE_ARE = Integer.MAX_VALUE;

    private final TwoPersonOrders orders;
    private final LogEpochs epochs;
    private final AuditLog log;
    private final Alarms alarms;
    private final Clock clock;

    LogEpochOrders(TwoPersonOrders orders, LogEpochs epochs, AuditLog log, Alarms alarms, Clock clock) {
        this.orders = orders;
        this.epochs = epochs;
        this.log = log;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** Why the entries are lost. */
    enum Cause {
        FAILOVER,
        RESTORE,
        STORAGE
    }

    /** An order as it is read, and the entry that tells of its being read. */
    record Seen(BulkOrder order, Cause cause, EpochEnd end, Receipt receipt) {}

    /** What came of beginning it; not done while the sequencer of another instance still has to carry it out. */
    record Begun(EpochEnd end, boolean done, Receipt receipt) {}

    Receipt order(Actor custodian, UUID id, Cause cause) {
        var end = epochs.end();
        return orders.place(
                custodian,
                Kind.LOG_EPOCH,
                id,
                terms(cause, end),
                lost(end),
                draft(custodian, Act.LOG_EPOCH_ORDERED, id, cause).count(lost(end)));
    }

    Receipt approve(Actor second, UUID id) {
        second.mustHaveJustAuthenticated(clock);
        var order = orders.read(second, Kind.LOG_EPOCH, id).orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
        return orders.approve(
                second,
                order,
                draft(second, Act.LOG_EPOCH_APPROVED, id, cause(order)).count(order.most()));
    }

    Seen see(Actor actor, UUID id) {
        var receipt = log.append(Entry.by(actor, Act.LOG_EPOCH_READ, clock)
                .caseRef(reference(id))
                .allowed());
        var order = orders.read(actor, Kind.LOG_EPOCH, id).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        return new Seen(order, cause(order), end(order), receipt);
    }

    /**
     * Begins the epoch, if the log still is as it was when the epoch was ordered. The order is used up even on a
     * failure. What another instance has carried out since is ended by a second call of the custodian who began it.
     */
    Begun begin(Actor custodian, UUID id) {
        custodian.mustHaveJustAuthenticated(clock);
        var order =
                orders.read(custodian, Kind.LOG_EPOCH, id).orElseThrow(() -> Problem.of(Code.BULK_ORDER_NOT_IN_FORCE));
        var end = end(order);
        boolean mine = order.standing().equals("BEGUN") && order.orderedBy().equals(custodian.actor());
        if (mine && epochs.begun(end, reference(id))) {
            return new Begun(end, true, ended(custodian, order, end));
        }
        if (!epochs.end().equals(end)) {
            throw Problem.of(Code.BULK_ORDER_NOT_IN_FORCE);
        }
        var first = draft(custodian, Act.LOG_EPOCH_BEGUN, id, cause(order))
                .count(lost(end))
                .fields(end.statement())
                .allowed();
        var receipt = orders.begin(custodian, order, AS_MANY_AS_THERE_ARE, AS_MANY_AS_THERE_ARE, first);
        alarms.raised("BULK_LOG_EPOCH", first.id());
        boolean done = epochs.begin(end, first);
        return new Begun(end, done, done ? ended(custodian, order, end) : receipt);
    }

    private Receipt ended(Actor custodian, BulkOrder order, EpochEnd end) {
        var entry =
                draft(custodian, Act.LOG_EPOCH_ENDED, order.id(), cause(order)).count(lost(end));
        return orders.end(custodian, order, true, lost(end), entry.allowed());
    }

    private EntryDraft draft(Actor actor, Act act, UUID order, Cause cause) {
        return Entry.by(actor, act, clock).caseRef(reference(order)).rule(cause.name());
    }

    private static int lost(EpochEnd end) {
        return (int) Math.min(Integer.MAX_VALUE, end.lost());
    }

    private static String terms(Cause cause, EpochEnd end) {
        return cause + "\n" + end.text();
    }

    private static Cause cause(BulkOrder order) {
        return Cause.valueOf(order.terms().substring(0, order.terms().indexOf('\n')));
    }

    private static EpochEnd end(BulkOrder order) {
        return EpochEnd.parse(order.terms().substring(order.terms().indexOf('\n') + 1));
    }

    private static String reference(UUID order) {
        return "log-epoch/" + order;
    }
}
