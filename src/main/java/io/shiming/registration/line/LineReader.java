package io.shiming.registration.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What has to be known before a change of the line that a request names: its state, and an earlier answer. */
@ApplicationScoped
class LineReader {
    private static final int ROUNDS = 8;

    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final ObjectMapper json;
    private final Clock clock;

    LineReader(AgroalDataSource source, Vault vault, Quotas quotas, SpentQuotas spent, ObjectMapper json, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.spent = spent;
        this.json = json;
        this.clock = clock;
    }

    Context context(Actor actor, IdempotencyKey key, LineReference line) {
        return FunctionCall.of("registry.change_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", key.bytes())
                .with("p_number_indexes", indexes(actor.operator(), line))
                .row(source, row -> new Context(actor.operator(), row));
    }

    /** The same for a registration of the actor's own store that is to be voided, with the colleague who agrees. */
    VoidContext voidContext(
            Actor actor, IdempotencyKey key, UUID registration, SecondReviewer second, RequestDigest digest) {
        var request = "POST /v1/registrations/voiding\n" + HexFormat.of().formatHex(digest.bytes());
        var call = FunctionCall.of("registry.void_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", key.bytes())
                .with("p_public_id", registration)
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_reviewer", second.actor())
                .with("p_today", StatutoryDay.of(clock.instant()))
                .with("p_second", second.boundTo(request, actor, vault));
        try {
            return Quotas.into(call, "p_second_", quotas.ofReviewer(second.actor()))
                    .row(source, row -> new VoidContext(actor.operator(), row));
        } catch (RuleRefusal refused) {
            throw spent.refusal(actor, second, refused);
        }
    }

    static final class VoidContext {
        final LineWriter.@Nullable Answered replay;
        private final @Nullable String dealerRefusal;
        private final boolean succeeds;
        private final @Nullable CurrentLine currentLine;

        private VoidContext(int operator, Row row) throws SQLException {
            dealerRefusal = row.textOrNull("dealer_refusal");
            replay = row.isNull("replay_digest") ? null : LineWriter.Answered.read(row);
            succeeds = dealerRefusal == null && row.flag("succeeds");
            currentLine = CurrentLine.read(operator, row);
        }

        void mustServe() {
            if (dealerRefusal != null) {
                throw Problem.of(Code.valueOf(dealerRefusal));
            }
        }

        /** The line; not one that continues another: that one's holder would be left without the number. */
        CurrentLine mustBeVoidable() {
            if (currentLine == null) {
                throw Problem.of(Code.NOT_FOUND);
            }
            if (succeeds) {
                throw Problem.of(Code.LINE_STATE);
            }
            return currentLine;
        }
    }

    static final class Context {
        final LineWriter.@Nullable Answered replay;
        final @Nullable CurrentLine currentLine;

        private Context(int operator, Row row) throws SQLException {
            replay = row.isNull("replay_digest") ? null : LineWriter.Answered.read(row);
            currentLine = CurrentLine.read(operator, row);
        }

        CurrentLine mustHold(LineReference line, Code unknown) {
            if (currentLine == null
                    || !currentLine.serviceType.equals(line.type().label())) {
                throw Problem.of(unknown);
            }
            return currentLine;
        }
    }

    /** By which a repetition of the request is told from another one under its key. */
    RequestDigest digest(Actor actor, Object request) {
        try {
            return new RequestDigest(vault.requestDigest(actor.operator(), json.writeValueAsBytes(request)));
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    /** Each lost round means that another transaction changed the line meanwhile. */
    static <T> T again(Supplier<T> round) {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                return round.get();
            } catch (RuleRefusal refusal) {
                if (refusal.rule() != Rule.LINE_CHANGED) throw refusal;
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    private byte[][] indexes(int operator, LineReference line) {
        return vault.toFind(operator, IndexKind.NUMBER, line.number().canonical()).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }
}
