package io.shiming.registration.pending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.dealer.CounterRule;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.Pictures;
import io.shiming.registration.application.SigningRequest;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an applicant refuses, and what is referred to the police. Of a refused applicant only reason, time and dealer
 * are kept; with a forged document also a keyed digest of it, and the images taken (regulation section 4, row 18).
 */
@ApplicationScoped
public class Referrals {
    private static final int MOST = 200;

    private final AgroalDataSource source;
    private final Vault vault;
    private final AuditLog log;
    private final CounterRule counters;
    private final CallContext callContext;
    private final Clock clock;

    Referrals(
            AgroalDataSource source,
            Vault vault,
            AuditLog log,
            CounterRule counters,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.log = log;
        this.counters = counters;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * A case for the police.
     *
     * @param reason FORGED or IMPERSONATION
     * @param registrationId the application, where there was one already
     * @param images how many images are kept for it
     */
    record Referral(
            UUID referralId,
            String reason,
            @Nullable UUID registrationId,
            @Nullable String dealer,
            @Nullable String store,
            String reportedBy,
            long images,
            Instant referredAt) {
        private static Referral read(Row row) throws SQLException {
            return new Referral(
                    row.uuid("id"),
                    row.text("referral_reason"),
                    row.isNull("about") ? null : row.uuid("about"),
                    row.textOrNull("dealer"),
                    row.textOrNull("store"),
                    row.text("reporter"),
                    row.number("images"),
                    row.instant("at"));
        }
    }

    /** The newest first; the receipt is that of the listing. */
    record Listed(List<Referral> referrals, Receipt receipt) implements Receipted {}

    Listed all(Actor actor) {
        var receipt = log.append(Entry.by(actor, Act.REFERRALS_READ, clock)
                .purpose(Purpose.LAWFUL_ORDER, LegalBasis.COOPERATION_WITH_AUTHORITY)
                .allowed());
        var referrals = FunctionCall.of("registry.referrals")
                .with("p_operator", (short) actor.operator())
                .with("p_most", MOST)
                .rows(source, Referral::read);
        return new Listed(referrals, receipt);
    }

    /** Ends a request that says the applicant shows or tells nothing, or shows something forged; others go on. */
    public void mustNotEnd(Actor actor, IdempotencyKey key, SigningRequest request) {
        var refusal = request.refusal();
        if (refusal == null) {
            return;
        }
        counters.mustBeOpen(actor);
        var code = refusal.code();
        if (code == Code.FORGED) {
            refer(actor, key, request, Pictures.kept(refusal.evidence()));
        } else if (refusal.evidence() != null) { // of an applicant who only said no, nothing may be kept
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        throw Problem.of(code);
    }

    private void refer(Actor actor, IdempotencyKey key, SigningRequest request, UUID[] images) {
        var entry = Entry.by(actor, Act.REFERRAL_MADE, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .refused(Code.FORGED);
        try {
            boolean first = FunctionCall.of("registry.refer")
                    .with("p_operator", (short) actor.operator())
                    .with("p_client", actor.client())
                    .with("p_key", key.bytes())
                    .with("p_document_digest", digest(actor, request))
                    .with("p_evidence", images)
                    .with("p_dealer", actor.dealerCode())
                    .with("p_store", actor.storeCode())
                    .with("p_clerk", actor.actor())
                    .with("p_entry_id", entry.id())
                    .with("p_entry", entry.bytes())
                    .with("p_at", clock.instant())
                    .row(source, row -> row.flag("refer"));
            if (first) {
                callContext.recorded(); // a repetition is a refusal like any other
            }
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.EVIDENCE_NOT_USABLE);
        }
    }

    /** A keyed digest: tells whether the same document was shown before, and nothing else. */
    private byte @Nullable [] digest(Actor actor, SigningRequest request) {
        var subscriber = request.subscriber();
        var organisation = request.organisation();
        if (subscriber != null && subscriber.document() != null) {
            var document = subscriber.document();
            return digest(actor, document.type(), document.number());
        }
        if (organisation != null && organisation.document() != null) {
            var certificate = organisation.document();
            return digest(actor, certificate.type(), certificate.number());
        }
        return null;
    }

    private byte @Nullable [] digest(Actor actor, @Nullable String type, @Nullable String number) {
        return number == null
                ? null
                : vault.requestDigest(actor.operator(), ("referral " + type + " " + number).getBytes(UTF_8));
    }
}
