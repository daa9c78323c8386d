package io.shiming.registration.pending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryHalves;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Help;
import io.shiming.problem.HelpTable;
import io.shiming.problem.Problem;
import io.shiming.problem.http.AnswerLanguage;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applications that a person who did not make them has to look at. Approved, an application goes the way of every other:
 * the authority is asked, the cards are counted. Refused, it is over, and the number is free.
 */
@ApplicationScoped
class Reviews {
    private static final int MOST = 200;

    private final AgroalDataSource source;
    private final Vault vault;
    private final AuditLog log;
    private final PublicIds ids;
    private final CallContext callContext;
    private final AnswerLanguage language;
    private final Clock clock;

    Reviews(
            AgroalDataSource source,
            Vault vault,
            AuditLog log,
            PublicIds ids,
            CallContext callContext,
            AnswerLanguage language,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.log = log;
        this.ids = ids;
        this.callContext = callContext;
        this.language = language;
        this.clock = clock;
    }

    /**
     * An application that waits for its review, without the identity, which is seen through a lookup.
     *
     * @param reasons what raised the doubt
     * @param clerk opaque id of the clerk who made it, and who may not review it
     */
    record Waiting(
            UUID registrationId,
            String serviceType,
            List<String> reasons,
            Instant askedAt,
            String dealer,
            String store,
            String clerk) {
        private static Waiting read(Row row) throws SQLException {
            return new Waiting(
                    row.uuid("public_id"),
                    row.text("service_type"),
                    row.texts("reasons"),
                    row.instant("asked_at"),
                    row.text("dealer"),
                    row.text("store"),
                    row.text("clerk"));
        }
    }

    /** The oldest first; the receipt is that of the listing. */
    record Listed(List<Waiting> reviews, Receipt receipt) implements Receipted {}

    /**
     * What came of it.
     *
     * @param status PENDING when approved: nothing is active before the authority has answered
     * @param help what the applicant is told of a refusal
     */
    record Decided(
            UUID registrationId,
            RegistrationStatus status,
            @Nullable Code code,
            @Nullable Help help,
            Receipt receipt) implements Receipted {}

    Listed waiting(Actor actor) {
        var receipt = log.append(Entry.by(actor, Act.REVIEWS_READ, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .allowed());
        var reviews = FunctionCall.of("registry.waiting_reviews")
                .with("p_operator", (short) actor.operator())
                .with("p_most", MOST)
                .rows(source, Waiting::read);
        return new Listed(reviews, receipt);
    }

    Decided decide(Actor actor, IdempotencyKey key, UUID registration, ReviewDecision decision) {
        var code = decision.refusal();
        var digest = vault.requestDigest(actor.operator(), (registration + " " + decision).getBytes(US_ASCII));
        var entry = entry(actor, registration, code);
        var result = FunctionCall.of("registry.decide_review")
                .with("p_operator", (short) actor.operator())
                .with("p_public_id", registration)
                .with("p_reviewer", actor.actor())
                .with("p_client", actor.client())
                .with("p_key", key.bytes())
                .with("p_body_digest", digest)
                .with("p_code", code == null ? null : code.name())
                .with("p_event_id", ids.next())
                .with("p_entry_id", entry.id())
                .with("p_head", entry.head())
                .with("p_tail", entry.tail())
                .with("p_at", clock.instant())
                .row(source, row -> new Result(row, entry.id()));
        if (result.obstacle != null) {
            throw Problem.of(Code.valueOf(result.obstacle));
        }
        result.mustBeOf(digest);
        callContext.recorded();
        return new Decided(
                registration,
                result.status,
                code,
                code == null ? null : HelpTable.of(code).map(language::told).orElse(null),
                result.receipt);
    }

    private EntryHalves entry(Actor actor, UUID registration, @Nullable Code refusal) {
        var draft = Entry.by(actor, refusal == null ? Act.REGISTRATION_APPROVED : Act.REGISTRATION_REFUSED, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(registration);
        return refusal == null ? draft.aroundSubject() : draft.aroundSubject(refusal);
    }

    private static final class Result {
        private final @Nullable String obstacle;
        private final byte @Nullable [] earlier;
        private final RegistrationStatus status;
        private final Receipt receipt;

        private Result(Row row, UUID entry) throws SQLException {
            obstacle = row.textOrNull("obstacle");
            earlier = row.isNull("replay_digest") ? null : row.bytes("replay_digest");
            status = obstacle == null ? RegistrationStatus.valueOf(row.text("status")) : RegistrationStatus.REVIEW;
            receipt = earlier == null
                    ? Receipt.of(entry, obstacle == null ? row.bytes("new_leaf_hash") : new byte[32])
                    : Receipt.of(row.uuid("replay_entry_id"), row.bytes("replay_leaf_hash"));
        }

        /** Refuses a key that was used for another decision. */
        void mustBeOf(byte[] digest) {
            if (earlier != null && !Arrays.equals(earlier, digest)) {
                throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
            }
        }
    }
}
