package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.policy.Alarms;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.LookupPolicy;
import io.shiming.access.policy.Permits;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.MaskedIdentity;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines in a proven holder's name, numbers masked. As with any lookup, the statement that reads them writes the entry
 * too: the person's own access, made for the person by a clerk.
 */
@ApplicationScoped
class OwnNumbers {
    private final AgroalDataSource source;
    private final Vault vault;
    private final LookupPolicy policy;
    private final Permits permits;
    private final DisclosureGuard disclosureGuard;
    private final Alarms alarms;
    private final CallContext callContext;
    private final Clock clock;

    OwnNumbers(
            AgroalDataSource source,
            Vault vault,
            LookupPolicy policy,
            Permits permits,
            DisclosureGuard disclosureGuard,
            Alarms alarms,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.policy = policy;
        this.permits = permits;
        this.disclosureGuard = disclosureGuard;
        this.alarms = alarms;
        this.callContext = callContext;
        this.clock = clock;
    }

    OwnNumbersAnswer of(Actor clerk, String canonicalDocument) {
        disclosureGuard.mustHold();
        try {
            return answered(clerk, canonicalDocument);
        } catch (Unopenable altered) {
            throw disclosureGuard.broken(clerk);
        }
    }

    private OwnNumbersAnswer answered(Actor clerk, String canonicalDocument) {
        var decision = policy.decideOwnNumbers(clerk);
        var hit = draft(decision).aroundSubject();
        var miss = draft(decision).count(0).allowed();
        var indexes = vault.toFind(clerk.operator(), IndexKind.DOCUMENT, canonicalDocument).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
        var lines = FunctionCall.of("registry.numbers_of")
                .with("p_operator", (short) clerk.operator())
                .with("p_document_indexes", indexes)
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes())
                .with("p_actor", clerk.actor())
                .with("p_night", StatutoryDay.isNight(clock.instant()))
                .rows(source, row -> Line.read(clerk.operator(), row));
        callContext.recorded();
        alarms.raised(lines.get(0).alarms, hit.id());
        var shown = lines.stream()
                .flatMap(line -> Optional.ofNullable(line.found).stream())
                .map(found -> shown(decision, found))
                .toList();
        var leaf = lines.get(0).leaf;
        return new OwnNumbersAnswer(shown, receipt(leaf, hit.id(), miss));
    }

    // Where no person has that document, the statement writes the other entry. The hash tells which one it wrote.
    private static Receipt receipt(byte[] leaf, UUID hit, Entry miss) {
        var of = Receipt.of(hit, leaf);
        return of.leafHash().equals(miss.leafHash().hex()) ? miss.receipt() : of;
    }

    private OwnNumbersAnswer.Number shown(Decision decision, SealedRecord found) {
        var permit = permits.toShow(decision, found.person());
        try (var plain = vault.unseal(permit, found.key(), found.place(), found.sealed())) {
            var identity = plain.read(IdentityRecord::from);
            return new OwnNumbersAnswer.Number(
                    found.publicId(),
                    found.serviceType(),
                    new MaskedIdentity(identity).serviceNumber(),
                    found.status(),
                    found.signedAt());
        }
    }

    private EntryDraft draft(Decision decision) {
        return Entry.by(decision.actor(), Act.OWN_NUMBERS_READ, clock)
                .purpose(decision.purpose(), decision.basis())
                .rule(decision.rule())
                .fields(List.of("serviceNumber"));
    }

    /** One line, or none beside the entry. */
    private static final class Line {
        private final @Nullable SealedRecord found;
        private final byte[] leaf;

        private final @Nullable String alarms;

        private Line(@Nullable SealedRecord found, byte[] leaf, @Nullable String alarms) {
            this.found = found;
            this.leaf = leaf;
            this.alarms = alarms;
        }

        static Line read(int operator, Row row) throws SQLException {
            return new Line(
                    row.isNull("sealed") ? null : SealedRecord.read(operator, row),
                    row.bytes("entry_leaf"),
                    row.textOrNull("alarms"));
        }
    }
}
