package io.shiming.registration.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What has to be known before a change of the line that a request names: its state, and an earlier answer. */
@ApplicationScoped
class LineReader {
    private static final int ROUNDS = 8;

    private final AgroalDataSource source;
    private final Vault vault;
    private final ObjectMapper json;

    LineReader(AgroalDataSource source, Vault vault, ObjectMapper json) {
        this.source = source;
        this.vault = vault;
        this.json = json;
    }

    Context context(Actor actor, IdempotencyKey key, LineReference line) {
        return FunctionCall.of("registry.change_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", key.bytes())
                .with("p_number_indexes", indexes(actor.operator(), line))
                .row(source, row -> new Context(actor.operator(), row));
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
