package io.shiming.lookup.decoy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.Actor;
import io.shiming.access.AuditedCall;
import io.shiming.access.policy.Alarms;
import io.shiming.audit.Accountable;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.registration.store.DecoyMarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Decoy check: a lookup of a planted registration raises an alarm. Each new mark runs a self-check. */
@ApplicationScoped
public class DecoyAlarm {
    private final AgroalDataSource source;
    private final AgroalDataSource lookups;
    private final DecoyMarks marks;
    private final Alarms alarms;

    DecoyAlarm(
            AgroalDataSource source, @DataSource("lookup") AgroalDataSource lookups, DecoyMarks marks, Alarms alarms) {
        this.source = source;
        this.lookups = lookups;
        this.marks = marks;
        this.alarms = alarms;
    }

    /**
     * Raises the alarm if the registration that was read is marked. The entry of the lookup is on disk by then. The
     * alarm uses the connections of lookups: on others it could fail where a lookup of an unmarked registration does
     * not.
     */
    public void watch(Actor actor, UUID registration, Receipt receipt) {
        if (marks.contains(actor.operator(), registration)) {
            raise(lookups, "DECOY_PERSON", actor, receipt);
        }
    }

    /** Marks it and runs the self-check: the receipt, or nothing where there is no such registration. */
    Optional<Receipt> mark(Accountable officer, UUID registration, Entry entry) {
        var receipt = AuditedCall.of(
                entry,
                source,
                FunctionCall.of("registry.mark_decoy")
                        .with("p_operator", (short) officer.operator())
                        .with("p_public_id", registration)
                        .with("p_mark", marks.of(officer.operator(), registration))
                        .with("p_entry", entry.bytes()));
        receipt.ifPresent(written -> selfCheck(officer, registration, written));
        return receipt;
    }

    /** The same for an id that is no registration, or none yet; throws if the self-check fails. */
    Receipt markUnseen(Accountable by, UUID unseen, Entry entry) {
        var receipt = AuditedCall.of(
                        entry,
                        source,
                        FunctionCall.of("registry.mark_unseen")
                                .with("p_operator", (short) by.operator())
                                .with("p_mark", marks.of(by.operator(), unseen))
                                .with("p_entry", entry.bytes()))
                .orElseThrow();
        selfCheck(by, unseen, receipt);
        return receipt;
    }

    private void selfCheck(Accountable by, UUID registration, Receipt written) {
        marks.reload();
        if (!marks.contains(by.operator(), registration)) {
            throw new IllegalStateException("a mark that was just made is not known again");
        }
        raise(source, "DECOY_SELF_TEST", by, written);
    }

    private void raise(AgroalDataSource on, String kind, Accountable actor, Receipt receipt) {
        var raised = FunctionCall.of("registry.raise_alarm")
                .with("p_operator", (short) actor.operator())
                .with("p_kind", kind)
                .with("p_actor", actor.actor())
                .with("p_entry_id", receipt.entryId())
                .row(on, row -> Optional.ofNullable(row.textOrNull("raise_alarm")));
        alarms.raised(raised.orElse(null), receipt.entryId());
    }
}
