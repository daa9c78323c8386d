package io.shiming.dealer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.OperatorTransaction;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator's office changes something about its dealers: once for each Idempotency-Key, and with the entry that
 * tells of it in the same transaction.
 */
@ApplicationScoped
class DealerChanges {
    private static final String FIRST = "INSERT INTO registry.office_write (operator_id, client, key, body_digest,"
            + " entry_id, leaf_hash, created_at) VALUES (:operator, :client, :key, :digest, :entry, :leaf, :at)"
            + " ON CONFLICT DO NOTHING";
    private static final String ALONE = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:what, :operator))";
    private static final String EARLIER = "SELECT body_digest, entry_id, leaf_hash FROM registry.office_write"
            + " WHERE operator_id = :operator AND client = :client AND key = :key AND registry.must_be_replicated()";

    private final EntityManager entities;
    private final OperatorTransaction transaction;
    private final AuditLog log;
    private final IdempotencyKeys keys;
    private final Vault vault;
    private final ObjectMapper json;
    private final CallContext callContext;
    private final Clock clock;

    DealerChanges(
            EntityManager entities,
            OperatorTransaction transaction,
            AuditLog log,
            IdempotencyKeys keys,
            Vault vault,
            ObjectMapper json,
            CallContext callContext,
            Clock clock) {
        this.entities = entities;
        this.transaction = transaction;
        this.log = log;
        this.keys = keys;
        this.vault = vault;
        this.json = json;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** What is changed. If it throws, it leaves nothing behind. */
    interface Change {
        void make(short operator, Instant now);
    }

    /**
     * Makes a change, or answers with the receipt of the first time.
     *
     * @param what kind and code of what is changed, for the log: {@code dealer/D-100}
     * @param request told apart by its keyed digest; another one under the same key is refused
     */
    Receipt change(@Nullable String key, String what, @Nullable Object request, Change change) {
        callContext.setOut(Act.DEALER_CHANGED);
        var actor = callContext.actor();
        // Before a connection is held: the vault may want one of its own, to read its keys again.
        var idempotencyKey = keys.of(actor, key);
        var digest = vault.requestDigest(actor.operator(), bytes(List.of(what, request == null ? "" : request)));
        return transaction.run(actor, () -> once(actor, idempotencyKey, digest, what, change));
    }

    private Receipt once(Actor actor, IdempotencyKey idempotencyKey, byte[] digest, String what, Change change) {
        var entry =
                Entry.by(actor, Act.DEALER_CHANGED, clock).fields(List.of(what)).allowed();
        if (!first(actor, idempotencyKey, digest, entry)) {
            return earlier(actor, idempotencyKey, digest);
        }
        alone(actor, what);
        change.make((short) actor.operator(), clock.instant());
        entities.flush();
        return log.appendWithin(entry);
    }

    /** Two who add the same thing at once would both find nothing there; the second waits, and finds the first one's. */
    private void alone(Actor actor, String what) {
        entities.createNativeQuery(ALONE)
                .setParameter("what", what)
                .setParameter("operator", (long) actor.operator())
                .getSingleResult();
    }

    /** The row of that key, for a change within {@link #change}. */
    <T> @Nullable T find(Class<T> kind, Object key) {
        return entities.find(kind, key);
    }

    /** Adds a row, or puts it in the place of the one with its key. */
    void keep(Object row) {
        entities.merge(row);
    }

    /** A subject on the blacklist is not appointed again while the entry lasts. */
    void mustNotBeBlacklisted(short operator, String kind, String subject) {
        var listed = find(Blacklisting.class, new Blacklisting.Key(operator, kind, subject));
        if (listed != null && (listed.until == null || !listed.until.isBefore(today()))) {
            throw Problem.of(Code.BLACKLISTED);
        }
    }

    LocalDate today() {
        return StatutoryDay.of(clock.instant());
    }

    private boolean first(Actor actor, IdempotencyKey key, byte[] digest, Entry entry) {
        var statement = entities.createNativeQuery(FIRST)
                .setParameter("operator", (short) actor.operator())
                .setParameter("client", actor.client())
                .setParameter("key", key.bytes())
                .setParameter("digest", digest)
                .setParameter("entry", entry.id())
                .setParameter("leaf", entry.leafHash().bytes())
                .setParameter("at", clock.instant());
        return statement.executeUpdate() == 1; // a twin's insert waits here for the first one's end
    }

    private Receipt earlier(Actor actor, IdempotencyKey key, byte[] digest) {
        var row = (Object[]) entities.createNativeQuery(EARLIER)
                .setParameter("operator", (short) actor.operator())
                .setParameter("client", actor.client())
                .setParameter("key", key.bytes())
                .getSingleResult();
        if (!Arrays.equals((byte[]) row[0], digest)) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
        }
        return Receipt.of((UUID) row[1], (byte[]) row[2]);
    }

    private byte[] bytes(List<Object> request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
