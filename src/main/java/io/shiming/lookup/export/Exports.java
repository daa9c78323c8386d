package io.shiming.lookup.export;

import io.shiming.access.Actor;
import io.shiming.access.Permission;
import io.shiming.access.order.BulkOrder;
import io.shiming.access.order.TwoPersonOrders;
import io.shiming.access.order.TwoPersonOrders.Kind;
import io.shiming.access.policy.Alarms;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.LookupPolicy;
import io.shiming.access.policy.Quotas;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.lookup.DisclosureGuard;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.UUID;

/** Orders for exports: the policy decides, a second person agrees, and the one who ordered has one go at the file. */
@ApplicationScoped
class Exports {
    private final LookupPolicy policy;
    private final Quotas quotas;
    private final TwoPersonOrders orders;
    private final DisclosureGuard disclosureGuard;
    private final AuditLog log;
    private final Alarms alarms;
    private final Clock clock;

    Exports(
            LookupPolicy policy,
            Quotas quotas,
            TwoPersonOrders orders,
            DisclosureGuard disclosureGuard,
            AuditLog log,
            Alarms alarms,
            Clock clock) {
        this.policy = policy;
        this.quotas = quotas;
        this.orders = orders;
        this.disclosureGuard = disclosureGuard;
        this.log = log;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** An export that was begun and stands in the log as begun. */
    record Begun(BulkOrder order, ExportTerms terms, Decision decision, Receipt receipt) {}

    /** What an order says, and the entry that tells of its being read. */
    record Seen(BulkOrder order, ExportTerms terms, Receipt receipt) {}

    Receipt order(Actor officer, UUID id, ExportTerms terms, int most) {
        if (most < 1 || most > quotas.recordsPerExport()) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/mostRecords");
        }
        var decision = decision(officer, terms);
        return orders.place(
                officer,
                Kind.EXPORT,
                id,
                terms.text(),
                most,
                draft(decision, Act.EXPORT_ORDERED, id).count(most));
    }

    /** Minors' records need one who may agree to the reading of minors' data (Minors Online Regulations, article 36). */
    Receipt approve(Actor second, UUID id) {
        second.mustHaveJustAuthenticated(clock);
        var order = orders.read(second, Kind.EXPORT, id).orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
        var terms = ExportTerms.read(order.terms());
        if (terms.minors() && !second.may(Permission.MINOR_ACCESS_APPROVE)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        var draft = Entry.by(second, Act.EXPORT_APPROVED, clock)
                .caseRef(reference(id))
                .count(order.most());
        return orders.approve(second, order, draft);
    }

    Seen see(Actor actor, UUID id) {
        var receipt = log.append(
                Entry.by(actor, Act.EXPORT_READ, clock).caseRef(reference(id)).allowed());
        var order = orders.read(actor, Kind.EXPORT, id).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        return new Seen(order, ExportTerms.read(order.terms()), receipt);
    }

    /** Uses the order up, even if the file fails or is lost: a second file needs a second order. */
    Begun begin(Actor officer, UUID id) {
        disclosureGuard.mustHold();
        officer.mustHaveJustAuthenticated(clock);
        var order = orders.read(officer, Kind.EXPORT, id).orElseThrow(() -> Problem.of(Code.BULK_ORDER_NOT_IN_FORCE));
        var terms = ExportTerms.read(order.terms());
        var decision = decision(officer, terms);
        var entry = draft(decision, Act.EXPORT_BEGUN, id).count(order.most()).allowed();
        var receipt = orders.begin(officer, order, quotas.recordsPerExport(), quotas.recordsPerDay(), entry);
        alarms.raised("BULK_EXPORT", entry.id());
        return new Begun(order, terms, decision, receipt);
    }

    /** The last word about a begun export: how many records the recipient can read, or that the file is none. */
    void end(Begun begun, boolean well, int records) {
        var draft =
                draft(begun.decision(), Act.EXPORT_ENDED, begun.order().id()).count(records);
        orders.end(
                begun.decision().actor(),
                begun.order(),
                well,
                records,
                well ? draft.allowed() : draft.failed(Code.UNAVAILABLE));
    }

    private Decision decision(Actor officer, ExportTerms terms) {
        return policy.decideExport(officer, terms.purpose(), terms.legalBasis(), terms.fieldSet());
    }

    /** An entry of an export names the fields, and that each record is marked. */
    EntryDraft draft(Decision decision, Act act, UUID order) {
        var fields = new ArrayList<>(decision.fieldNames());
        fields.add("mark:exportedBy,exportEntry,recordEntry");
        return Entry.by(decision.actor(), act, clock)
                .purpose(decision.purpose(), decision.basis())
                .policy(decision.policyVersion())
                .rule(decision.rule())
                .fields(fields)
                .caseRef(reference(order));
    }

    private static String reference(UUID order) {
        return "export/" + order;
    }
}
