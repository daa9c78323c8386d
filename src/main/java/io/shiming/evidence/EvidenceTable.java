package io.shiming.evidence;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about images; each is a transaction and a round trip. */
@ApplicationScoped
class EvidenceTable {
    private final AgroalDataSource source;
    private final EvidenceConfig config;

    EvidenceTable(AgroalDataSource source, EvidenceConfig config) {
        this.source = source;
        this.config = config;
    }

    /** What has to be known before an image is sealed. */
    Context context(Actor actor, IdempotencyKey key, LocalDate today) {
        var call = FunctionCall.of("registry.evidence_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", key.bytes())
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_today", today);
        try {
            return limited(call).row(source, Context::new);
        } catch (RuleRefusal refusal) { // before the image is decoded
            throw refusal.answerTo(Rule.IMAGES_UNUSED);
        }
    }

    /** Writes row, key and entry; an earlier write if the key has been used. */
    Optional<Replay> take(EvidenceRow row, IdempotencyKey key, byte[] digest, Entry entry) {
        try {
            return call(row, key, digest, entry).row(source, answer -> Optional.ofNullable(Replay.of(answer)));
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.IMAGES_UNUSED);
        }
    }

    private FunctionCall call(EvidenceRow row, IdempotencyKey key, byte[] digest, Entry entry) {
        return limited(FunctionCall.of("registry.take_evidence")
                .with("p_operator", (short) row.actor.operator())
                .with("p_client", row.actor.client())
                .with("p_key", key.bytes())
                .with("p_body_digest", digest)
                .with("p_evidence", row.evidence)
                .with("p_public_id", row.publicId)
                .with("p_kind", row.kind.label())
                .with("p_sealed", row.sealed.bytes())
                .with("p_wrapped", row.key.wrapped())
                .with("p_commit_key", row.key.commitmentKey())
                .with("p_operator_key_version", (short) row.key.operatorKeyVersion())
                .with("p_dealer", row.actor.dealerCode())
                .with("p_store", row.actor.storeCode())
                .with("p_clerk", row.actor.actor())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_row_salt", row.salt())
                .with("p_at", row.takenAt));
    }

    private FunctionCall limited(FunctionCall call) {
        return call.with("p_per_clerk", config.unusedPerClerk())
                .with("p_per_store", config.unusedPerStore())
                .with("p_bytes", config.unusedBytesPerStore().asLongValue());
    }

    /** Before the first write. */
    static final class Context {
        final @Nullable Replay replay;
        final @Nullable String dealerRefusal;
        final String operatorCode;
        final String operatorName;
        final long evidence;

        private Context(Row row) throws SQLException {
            replay = Replay.of(row);
            dealerRefusal = row.textOrNull("dealer_refusal");
            operatorCode = row.text("operator_code");
            operatorName = row.text("operator_name");
            evidence = row.number("evidence");
        }
    }

    /** An earlier write with the same key. */
    static final class Replay {
        private final byte[] digest;
        private final UUID publicId;
        private final String kind;
        private final Instant takenAt;
        private final Receipt receipt;

        private Replay(Row row) throws SQLException {
            digest = row.bytes("replay_digest");
            publicId = row.uuid("replay_public_id");
            kind = row.text("replay_kind");
            takenAt = row.instant("replay_taken_at");
            receipt = Receipt.of(publicId, row.bytes("replay_leaf_hash"));
        }

        static @Nullable Replay of(Row row) throws SQLException {
            return row.isNull("replay_digest") ? null : new Replay(row);
        }

        EvidenceAnswer answer(byte[] sameDigest, Duration usableFor) {
            if (!Arrays.equals(digest, sameDigest)) {
                throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
            }
            return new EvidenceAnswer(publicId, kind, takenAt.plus(usableFor), receipt);
        }
    }
}
