package io.shiming.retention;

import io.shiming.access.Actor;
import io.shiming.access.order.BulkOrder;
import io.shiming.access.order.TwoPersonOrders;
import io.shiming.access.order.TwoPersonOrders.Kind;
import io.shiming.access.policy.Alarms;
import io.shiming.access.policy.Quotas;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.ServiceItself;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Erasing many people at once, by two persons: of those whose term is over, never of anybody else. A legal hold wins, also
 * one that is placed while the purge runs.
 */
@ApplicationScoped
class Purges {
    private static final int ROUND = 100;

    private final TwoPersonOrders orders;
    private final Quotas quotas;
    private final Erasures erasures;
    private final AuditLog log;
    private final Alarms alarms;
    private final Clock clock;

    Purges(TwoPersonOrders orders, Quotas quotas, Erasures erasures, AuditLog log, Alarms alarms, Clock clock) {
        this.orders = orders;
        this.quotas = quotas;
        this.erasures = erasures;
        this.log = log;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** What an order says, and the entry that tells of its being read. */
    record Seen(BulkOrder order, LocalDate endedBefore, Receipt receipt) {}

    /** How many people were erased. */
    record Erased(int people, Receipt receipt) {}

    /** OUT_OF_RANGE for a day that would take in people whose term still runs. */
    Receipt order(Actor officer, UUID id, LocalDate endedBefore, int most) {
        if (StatutoryDay.startOf(endedBefore).isAfter(RetentionTerm.endedBefore(clock.instant()))) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/endedBefore");
        }
        if (most < 1 || most > quotas.peoplePerPurge()) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/mostPeople");
        }
        return orders.place(
                officer,
                Kind.PURGE,
                id,
                endedBefore.toString(),
                most,
                draft(officer, Act.PURGE_ORDERED, id).count(most));
    }

    Receipt approve(Actor second, UUID id) {
        second.mustHaveJustAuthenticated(clock);
        var order = orders.read(second, Kind.PURGE, id).orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
        return orders.approve(
                second, order, draft(second, Act.PURGE_APPROVED, id).count(order.most()));
    }

    Seen see(Actor actor, UUID id) {
        var receipt = log.append(draft(actor, Act.PURGE_READ, id).allowed());
        var order = orders.read(actor, Kind.PURGE, id).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        return new Seen(order, LocalDate.parse(order.terms()), receipt);
    }

    /**
     * Erases rows and keys. The order is used up even on a failure. The retention job finishes what a crash leaves.
     */
    Erased erase(Actor officer, UUID id) {
        if (!erasures.possible()) {
            throw Problem.of(Code.UNAVAILABLE);
        }
        officer.mustHaveJustAuthenticated(clock);
        var order = orders.read(officer, Kind.PURGE, id).orElseThrow(() -> Problem.of(Code.BULK_ORDER_NOT_IN_FORCE));
        var entry = draft(officer, Act.PURGE_BEGUN, id).count(order.most()).allowed();
        orders.begin(officer, order, quotas.peoplePerPurge(), quotas.peoplePerDay(), entry);
        alarms.raised("BULK_PURGE", entry.id());
        int people = 0;
        boolean well = false;
        try {
            people = eraseRows(officer, order);
            destroyKeys(officer);
            well = true;
        } finally {
            if (!well) {
                end(officer, order, false, people);
            }
        }
        return new Erased(people, end(officer, order, true, people));
    }

    private int eraseRows(Actor officer, BulkOrder order) {
        var over = RetentionTerm.over(clock.instant()).before(StatutoryDay.startOf(LocalDate.parse(order.terms())));
        int people = 0;
        int gone = 1;
        while (gone > 0 && people < order.most()) { // a round that erased no person leaves none to be erased
            gone = 0;
            for (var due : erasures.due(officer.operator(), over, Math.min(ROUND, order.most() - people))) {
                if (erasures.eraseRows(officer, due, over, reference(order.id()))) {
                    gone++;
                }
            }
            people += gone;
        }
        return people;
    }

    private void destroyKeys(Actor officer) {
        var service = new ServiceItself(officer.operator(), "purge");
        while (erasures.destroyKeys(service, ROUND) == ROUND) {
            continue;
        }
    }

    private Receipt end(Actor officer, BulkOrder order, boolean well, int people) {
        var draft = draft(officer, Act.PURGE_ENDED, order.id()).count(people);
        return orders.end(officer, order, well, people, well ? draft.allowed() : draft.failed(Code.UNAVAILABLE));
    }

    private EntryDraft draft(Actor actor, Act act, UUID order) {
        return Entry.by(actor, act, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .caseRef(reference(order));
    }

    private static String reference(UUID order) {
        return "purge/" + order;
    }
}
