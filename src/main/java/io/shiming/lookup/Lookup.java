package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Decision;
import io.shiming.access.Permits;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.AuditState;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Unopenable;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds one subscriber. The statement that reads the sealed row writes the audit entry too; what it read reaches this
 * class only once both are on disk, and only then is the seal opened.
 */
@ApplicationScoped
class Lookup {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Permits permits;
    private final AuditState auditState;
    private final AuditLog log;
    private final Visit visit;
    private final Clock clock;

    Lookup(
            AgroalDataSource source,
            Vault vault,
            Permits permits,
            AuditState auditState,
            AuditLog log,
            Visit visit,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.permits = permits;
        this.auditState = auditState;
        this.log = log;
        this.visit = visit;
        this.clock = clock;
    }

    /** The subscriber, or NOT_FOUND; either way there is an entry. */
    LookupAnswer find(Decision decision, Target target) {
        try {
            return found(decision, target);
        } catch (Unopenable altered) { // a key of the operator, or a wrapped key of another length
            throw integrityFailed(Entry.by(decision.actor(), Act.INTEGRITY_FAILED, clock));
        }
    }

    private LookupAnswer found(Decision decision, Target target) {
        if (!auditState.lookupsMayProceed()) {
            throw Problem.of(Code.UNAVAILABLE);
        }
        var hit = draft(decision).count(1).aroundSubject();
        var miss = draft(decision).count(0).refused(Code.NOT_FOUND);
        int operator = decision.actor().operator();
        var audited = FunctionCall.of("registry.look_up")
                .with("p_operator", (short) operator)
                .with("p_number_indexes", indexes(operator, target, IndexKind.NUMBER))
                .with("p_document_indexes", indexes(operator, target, IndexKind.DOCUMENT))
                .with("p_public_id", target.registration)
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes())
                .with("p_dealer", decision.actor().dealerCode())
                .with("p_store", decision.actor().storeCode())
                .with("p_terminal", decision.actor().terminalCode())
                .with("p_clerk", decision.actor().actor())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .row(source, row -> Audited.of(row, operator, hit.id()));
        visit.recorded(); // found or not, the entry is written
        return show(decision, audited.orElseThrow(() -> Problem.of(Code.NOT_FOUND)));
    }

    /** The one answer to whatever does not open: an entry, and nothing that tells what was wrong. */
    private Problem integrityFailed(EntryDraft draft) {
        log.append(draft.failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }

    /** What was found, with the receipt for the entry that tells of it. */
    private static final class Audited {
        private final Found found;
        private final Receipt receipt;

        private Audited(Row row, int operator, UUID entry) throws SQLException {
            found = Found.read(operator, row);
            receipt = Receipt.of(entry, row.bytes("entry_leaf"));
        }

        /** Nothing was read or written for a counter that is closed: the refusal is still to be recorded. */
        static Optional<Audited> of(Row row, int operator, UUID entry) throws SQLException {
            var closed = row.textOrNull("dealer_refusal");
            if (closed != null) {
                throw Problem.of(Code.valueOf(closed));
            }
            return row.isNull("sealed") ? Optional.empty() : Optional.of(new Audited(row, operator, entry));
        }
    }

    private LookupAnswer show(Decision decision, Audited answer) {
        var found = answer.found;
        var permit = permits.toShow(decision, found.person());
        try (var plain = vault.unseal(permit, found.key(), found.place(), found.sealed())) {
            var identity = plain.read(IdentityRecord::from);
            return new LookupAnswer(
                    found.publicId(),
                    found.serviceType(),
                    found.status(),
                    found.signedAt(),
                    new Showing(identity, decision.unmasked()).subscriber(),
                    decision.unmasked().stream().sorted().toList(),
                    answer.receipt);
        } catch (Unopenable altered) {
            throw integrityFailed(
                    Entry.by(decision.actor(), Act.INTEGRITY_FAILED, clock).registration(found.publicId()));
        }
    }

    private EntryDraft draft(Decision decision) {
        var draft = Entry.by(decision.actor(), Act.SUBJECT_LOOKED_UP, clock)
                .purpose(decision.purpose(), decision.basis())
                .policy(decision.policyVersion())
                .fields(decision.fieldNames());
        return decision.caseRef() == null ? draft : draft.caseRef(decision.caseRef());
    }

    private byte @Nullable [][] indexes(int operator, Target target, IndexKind kind) {
        return target.kind != kind
                ? null
                : vault.toFind(operator, kind, target.canonical).stream()
                        .map(BlindIndex::bytes)
                        .toArray(byte[][]::new);
    }
}
