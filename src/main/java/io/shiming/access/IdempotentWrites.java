package io.shiming.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.RequestRules;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write that happens once for each Idempotency-Key: the key is taken in the act's own transaction, so that a parallel
 * twin waits and gets the same answer. The answer is kept as it was given; it must hold nothing personal.
 *
 * <p>Signings, imports, reviews, images and changes of lines do not run in it: each is one statement, whose rows carry the
 * key and are the answer, and a second statement would cost a round trip and keep the answer twice. They share
 * {@link IdempotencyKeys} and the keyed digest with it.
 */
@ApplicationScoped
public class IdempotentWrites {
    private static final String FIRST = "INSERT INTO registry.write_once (operator_id, client, key, body_digest,"
            + " created_at) VALUES (:operator, :client, :key, :digest, :at) ON CONFLICT DO NOTHING";
    private static final String DONE = "UPDATE registry.write_once SET answer = :answer"
            + " WHERE operator_id = :operator AND client = :client AND key = :key";
    private static final String EARLIER = "SELECT body_digest, answer FROM registry.write_once"
            + " WHERE operator_id = :operator AND client = :client AND key = :key AND registry.must_be_replicated()";

    private final EntityManager entities;
    private final OperatorTransaction transaction;
    private final IdempotencyKeys keys;
    private final Vault vault;
    private final ObjectMapper json;
    private final RequestRules rules;
    private final Clock clock;

    IdempotentWrites(
            EntityManager entities,
            OperatorTransaction transaction,
            IdempotencyKeys keys,
            Vault vault,
            ObjectMapper json,
            RequestRules rules,
            Clock clock) {
        this.entities = entities;
        this.transaction = transaction;
        this.keys = keys;
        this.vault = vault;
        this.json = json;
        this.rules = rules;
        this.clock = clock;
    }

    /** The same for a body that must be there and keep the constraints of its record, which a repetition need not. */
    public <R extends Record, T> T run(
            Actor actor,
            @Nullable String header,
            String what,
            @Nullable R request,
            Class<T> answer,
            Function<R, T> act) {
        return run(actor, header, what, request, answer, () -> act.apply(rules.kept(request)));
    }

    /**
     * Acts, or answers as the first time. An act that throws anything leaves nothing stored, and the key neither.
     *
     * @param header the header Idempotency-Key
     * @param what which act on what, so that a key used for another one is noticed: {@code POST /v1/appeals}
     * @param request told apart by its keyed digest; another one under the same key is refused
     */
    public <T> T run(
            Actor actor,
            @Nullable String header,
            String what,
            @Nullable Object request,
            Class<T> answer,
            Supplier<T> act) {
        var key = keys.of(actor, header);
        // Before a connection is held: the vault may want one of its own, to read its keys again.
        var digest = vault.requestDigest(actor.operator(), written(List.of(what, request == null ? "" : request)));
        return transaction.run(actor, () -> once(actor, key, digest, answer, act));
    }

    private <T> T once(Actor actor, IdempotencyKey key, byte[] digest, Class<T> answer, Supplier<T> act) {
        var first = entities.createNativeQuery(FIRST)
                .setParameter("operator", (short) actor.operator())
                .setParameter("client", actor.client())
                .setParameter("key", key.bytes())
                .setParameter("digest", digest)
                .setParameter("at", clock.instant());
        if (first.executeUpdate() == 0) {
            return earlier(actor, key, digest, answer);
        }
        var given = act.get();
        entities.createNativeQuery(DONE)
                .setParameter("answer", new String(written(given), UTF_8))
                .setParameter("operator", (short) actor.operator())
                .setParameter("client", actor.client())
                .setParameter("key", key.bytes())
                .executeUpdate();
        return given;
    }

    private <T> T earlier(Actor actor, IdempotencyKey key, byte[] digest, Class<T> answer) {
        var row = (Object[]) entities.createNativeQuery(EARLIER)
                .setParameter("operator", (short) actor.operator())
                .setParameter("client", actor.client())
                .setParameter("key", key.bytes())
                .getSingleResult();
        if (!Arrays.equals((byte[]) row[0], digest)) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
        }
        try {
            return json.readValue((String) row[1], answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer that was given does not read");
        }
    }

    private byte[] written(Object request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
