package io.shiming.registration.correction;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.Entry;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Sealed;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two statements of a correction: one reads, one writes; the authority is asked between them with no connection held. */
@ApplicationScoped
class CorrectionStatements {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final PublicIds ids;
    private final Clock clock;

    CorrectionStatements(
            AgroalDataSource source, Vault vault, Quotas quotas, SpentQuotas spent, PublicIds ids, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.spent = spent;
        this.ids = ids;
        this.clock = clock;
    }

    /** A request, told from every other one. */
    record Asked(
            Actor actor,
            IdempotencyKey key,
            RequestDigest digest,
            UUID registration,
            @Nullable SecondReviewer second) {
        private String request() {
            var hex = HexFormat.of();
            return "POST /v1/registrations/corrections\n" + hex.formatHex(key.bytes()) + "\n"
                    + hex.formatHex(digest.bytes());
        }
    }

    /** A version to be written. */
    record NextVersion(
            CorrectionContext.Recorded before,
            Sealed sealed,
            SortedMap<String, String> stated,
            Entry entry,
            BoundRows rows,
            Instant at) {}

    CorrectionContext context(Asked asked, String canonicalDocument) {
        var actor = asked.actor();
        var second = asked.second();
        var call = FunctionCall.of("registry.correction_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", asked.key().bytes())
                .with("p_public_id", asked.registration())
                .with("p_document_indexes", indexes(actor, canonicalDocument))
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_reviewer", second == null ? null : second.actor())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .with("p_second", second == null ? null : second.boundTo(asked.request(), actor, vault));
        Quotas.into(call, "p_probe_", quotas.ofProbes(actor));
        Quotas.into(call, "p_second_", second == null ? List.of() : quotas.ofReviewer(second.actor()));
        try {
            return call.row(source, row -> CorrectionContext.read(actor.operator(), row));
        } catch (RuleRefusal refused) {
            throw spent.refusal(actor, second, refused);
        }
    }

    /** What the key was answered before, or this correction is answered now. */
    CorrectionContext.Written write(Asked asked, NextVersion next) {
        var actor = asked.actor();
        var before = next.before();
        try {
            return FunctionCall.of("registry.correct_identity")
                    .with("p_operator", (short) actor.operator())
                    .with("p_client", actor.client())
                    .with("p_key", asked.key().bytes())
                    .with("p_body_digest", asked.digest().bytes())
                    .with("p_person", before.person())
                    .with("p_registration", before.registration())
                    .with("p_dealer", actor.dealerCode())
                    .with("p_version", before.version() + 1)
                    .with("p_sealed", next.sealed().bytes())
                    .with("p_stated", BoundRows.json(next.stated()))
                    .with("p_event_id", ids.next())
                    .with("p_entry_id", next.entry().id())
                    .with("p_entry", next.entry().bytes())
                    .with("p_row_salt", next.rows().salt())
                    .with("p_at", next.at())
                    .row(source, CorrectionContext.Written::read);
        } catch (RuleRefusal refused) {
            throw refused.answerTo(Rule.CORRECTED_MEANWHILE, Rule.DEALER_SUSPENDED);
        }
    }

    private byte[][] indexes(Actor actor, String canonicalDocument) {
        return vault.toFind(actor.operator(), IndexKind.DOCUMENT, canonicalDocument).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }
}
