package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.Permits;
import io.shiming.access.policy.Quotas;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.day.FullYears;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.lookup.decoy.DecoyAlarm;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Sealed;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens one person's seal for one decision: after the entry is on disk, and for a minor only with a manager's word where
 * the decision asks for it.
 */
@ApplicationScoped
class Door {
    /** Protection of Minors Law article 2. */
    private static final int OF_AGE = 18;

    private final AgroalDataSource source;
    private final LookupStatement lookupStatement;
    private final Vault vault;
    private final Permits permits;
    private final DecoyAlarm decoyAlarm;
    private final DisclosureGuard disclosureGuard;
    private final Clock clock;

    Door(
            @DataSource("lookup") AgroalDataSource source,
            LookupStatement lookupStatement,
            Vault vault,
            Permits permits,
            DecoyAlarm decoyAlarm,
            DisclosureGuard disclosureGuard,
            Clock clock) {
        this.source = source;
        this.lookupStatement = lookupStatement;
        this.vault = vault;
        this.permits = permits;
        this.decoyAlarm = decoyAlarm;
        this.disclosureGuard = disclosureGuard;
        this.clock = clock;
    }

    /** The target's record, opened; or no record, or an access that still has to be agreed to. */
    Opened open(Decision decision, Target target, Act act) {
        return open(decision, target, act, List.of());
    }

    /** The same for a question that is answered yes or no: refused while a window of telling answers is full. */
    Opened open(Decision decision, Target target, Act act, List<Quotas.Quota> probes) {
        disclosureGuard.mustHold();
        try {
            var audited = lookupStatement.find(decision, target, probes, () -> {
                var draft = draft(decision, act, target.version);
                return target.held == null ? draft : draft.asOf(target.held.from());
            });
            return audited.found() == null
                    ? Opened.nothingFound(audited.receipt())
                    : opened(decision, version(audited.found(), target.version), audited.actedIn(), audited.receipt());
        } catch (Unopenable altered) { // a key of the operator, or a wrapped key of another length
            throw disclosureGuard.broken(decision.actor());
        }
    }

    private Opened opened(Decision decision, SealedRecord found, List<ActedIn> actedIn, Receipt receipt) {
        decoyAlarm.watch(decision.actor(), found.publicId(), receipt);
        var permit = permits.toShow(decision, found.person());
        try (var plain = vault.unseal(permit, found.key(), found.place(), found.sealed())) {
            var identity = plain.read(IdentityRecord::from);
            return decision.managerForMinors() && !found.minorApproved() && minor(identity)
                    ? ask(decision, found)
                    : Opened.of(found, identity, actedIn, receipt);
        } catch (Unopenable altered) {
            throw disclosureGuard.broken(decision.actor(), found.publicId());
        }
    }

    /** Regulations on the Protection of Minors Online, article 36: a manager agrees, and there is a record. */
    private Opened ask(Decision decision, SealedRecord found) {
        var entry = draft(decision, Act.MINOR_ACCESS_ASKED, null).registration(found.publicId());
        var asked = entry.allowed();
        return FunctionCall.of("registry.ask_for_minor")
                .with("p_operator", (short) decision.actor().operator())
                .with("p_access", asked.id())
                .with("p_person", found.person())
                .with("p_actor", decision.actor().actor())
                .with("p_entry", asked.bytes())
                .row(
                        source,
                        row -> Opened.waiting(row.uuid("access"), Receipt.of(asked.id(), row.bytes("entry_leaf"))));
    }

    private boolean minor(IdentityRecord identity) {
        return identity.bornOn()
                .filter(day -> FullYears.stillUnder(OF_AGE, day, StatutoryDay.of(clock.instant())))
                .isPresent();
    }

    /** What was found, with the version that is meant; NOT_FOUND without such a version. */
    private SealedRecord version(SealedRecord found, @Nullable Integer wanted) {
        if (wanted == null || wanted == found.version()) {
            return found;
        }
        return FunctionCall.of("registry.identity_of_version")
                .with("p_operator", (short) found.operator())
                .with("p_person", found.person())
                .with("p_registration", found.registration())
                .with("p_version", wanted)
                .rows(source, row -> found.ofVersion(wanted, Sealed.of(row.bytes("sealed"))))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }

    private EntryDraft draft(Decision decision, Act act, @Nullable Integer version) {
        var fields = new ArrayList<>(decision.fieldNames());
        if (version != null) fields.add("identityVersion " + version);
        var draft = Entry.by(decision.actor(), act, clock)
                .purpose(decision.purpose(), decision.basis())
                .policy(decision.policyVersion())
                .rule(decision.rule())
                .fields(fields);
        return decision.caseRef() == null ? draft : draft.caseRef(decision.caseRef());
    }

    /** What came through the door. */
    static final class Opened {
        final @Nullable SealedRecord found;
        final @Nullable IdentityRecord identity;
        final @Nullable UUID waiting;
        final List<ActedIn> actedIn;
        final Receipt receipt;

        private Opened(
                @Nullable SealedRecord found,
                @Nullable IdentityRecord identity,
                @Nullable UUID waiting,
                List<ActedIn> actedIn,
                Receipt receipt) {
            this.found = found;
            this.identity = identity;
            this.waiting = waiting;
            this.actedIn = actedIn;
            this.receipt = receipt;
        }

        static Opened nothingFound(Receipt receipt) {
            return new Opened(null, null, null, List.of(), receipt);
        }

        static Opened waiting(UUID access, Receipt receipt) {
            return new Opened(null, null, access, List.of(), receipt);
        }

        static Opened of(SealedRecord found, IdentityRecord identity, List<ActedIn> actedIn, Receipt receipt) {
            return new Opened(found, identity, null, actedIn, receipt);
        }
    }
}
