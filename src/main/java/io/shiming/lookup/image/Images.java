package io.shiming.lookup.image;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.CallContext;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.Permits;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.EntryHalves;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.evidence.EvidencePlace;
import io.shiming.evidence.Picture;
import io.shiming.lookup.DisclosureGuard;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Sealed;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens one image, after the entry that tells of it is on disk, and marks it with the viewer and that entry. */
@ApplicationScoped
class Images {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Permits permits;
    private final DisclosureGuard disclosureGuard;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final CallContext callContext;
    private final Clock clock;

    Images(
            AgroalDataSource source,
            Vault vault,
            Permits permits,
            DisclosureGuard disclosureGuard,
            Quotas quotas,
            SpentQuotas spent,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.permits = permits;
        this.disclosureGuard = disclosureGuard;
        this.quotas = quotas;
        this.spent = spent;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** The image, or NOT_FOUND; either way there is an entry. */
    Shown see(Decision decision, UUID registration, String kind, int number) {
        disclosureGuard.mustHold();
        var hit = draft(decision).registration(registration).count(1).aroundSubject();
        var miss = draft(decision).count(0).refused(Code.NOT_FOUND);
        var kept = kept(decision, registration, kind, number, hit, miss);
        callContext.recorded(); // found or not, the entry is written
        return show(decision, registration, kept.orElseThrow(() -> Problem.of(Code.NOT_FOUND)));
    }

    /**
     * To decide on an application an image needs its consent; to audit, to settle a dispute and to answer the person it
     * does not: that is the duty to keep it, and the person's own right.
     */
    private Optional<Kept> kept(
            Decision decision, UUID registration, String kind, int number, EntryHalves hit, Entry miss) {
        var call = FunctionCall.of("registry.look_up_image")
                .with("p_operator", (short) decision.actor().operator())
                .with("p_public_id", registration)
                .with("p_kind", kind)
                .with("p_number", number)
                .with("p_needs_consent", decision.purpose() == Purpose.REGISTRATION)
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes())
                .with("p_in_review", decision.ground() == Decision.Ground.REVIEW);
        Quotas.into(call, "p_", quotas.ofUnmasked(decision));
        try {
            return call.row(source, row -> Kept.of(row, hit.id()));
        } catch (RuleRefusal refused) {
            throw refused.rule() == Rule.QUOTA
                    ? spent.spent(
                            decision.actor(),
                            refused,
                            "UNMASKED_READS",
                            decision.actor().actor())
                    : refused.answerTo(Rule.CONSENT_WITHDRAWN);
        }
    }

    private Shown show(Decision decision, UUID registration, Kept kept) {
        var actor = decision.actor();
        var permit = permits.toShow(decision, kept.evidence);
        var place = EvidencePlace.of(actor.operator(), kept.evidence);
        try (var plain = vault.unseal(permit, kept.key, place, kept.sealed)) {
            var mark = List.of(actor.actor(), kept.receipt.entryId().toString());
            return new Shown(plain.read(image -> Picture.marked(image, mark)), kept.receipt);
        } catch (Unopenable altered) {
            throw disclosureGuard.broken(actor, registration);
        }
    }

    private EntryDraft draft(Decision decision) {
        var draft = Entry.by(decision.actor(), Act.IMAGE_SEEN, clock)
                .purpose(decision.purpose(), decision.basis())
                .policy(decision.policyVersion())
                .rule(decision.rule())
                .fields(decision.fieldNames());
        return decision.caseRef() == null ? draft : draft.caseRef(decision.caseRef());
    }

    /** An image with its mark, and the receipt for the entry that tells of it. */
    static final class Shown {
        private final byte[] bytes;
        private final Receipt receipt;

        private Shown(byte[] bytes, Receipt receipt) {
            this.bytes = bytes;
            this.receipt = receipt;
        }

        byte[] bytes() {
            return bytes;
        }

        Receipt receipt() {
            return receipt;
        }
    }

    private static final class Kept {
        private final long evidence;
        private final Sealed sealed;
        private final WrappedPersonKey key;
        private final Receipt receipt;

        private Kept(Row row, UUID entry) throws SQLException {
            evidence = row.number("evidence");
            sealed = Sealed.of(row.bytes("sealed"));
            key = WrappedPersonKey.of(
                    row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key"));
            receipt = Receipt.of(entry, row.bytes("entry_leaf"));
        }

        static Optional<Kept> of(Row row, UUID entry) throws SQLException {
            return row.isNull("sealed") ? Optional.empty() : Optional.of(new Kept(row, entry));
        }
    }
}
