package io.shiming.registration.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Brings users from before the duty of true identity in, as INCOMPLETE: sealed and found like others, and without a line. */
@ApplicationScoped
class LegacyImport {
    private static final int ROUNDS = 8;

    private final AgroalDataSource source;
    private final Vault vault;
    private final PublicIds ids;
    private final ObjectMapper json;
    private final Clock clock;

    LegacyImport(AgroalDataSource source, Vault vault, PublicIds ids, ObjectMapper json, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A legacy registration that was taken in.
     *
     * @param missing names of the fields that are to be supplemented
     */
    record Imported(UUID registrationId, String status, List<String> missing, Receipt receipt) implements Receipted {}

    Imported take(Actor actor, IdempotencyKey key, LegacyRequest request) {
        var contract = new LegacyContract(request, StatutoryDay.of(clock.instant()));
        var digest = digest(actor, request);
        var documents = toFind(actor, IndexKind.DOCUMENT, contract.document.canonical());
        for (int round = 0; round < ROUNDS; round++) {
            var context = FunctionCall.of("registry.legacy_context")
                    .with("p_operator", (short) actor.operator())
                    .with("p_client", actor.client())
                    .with("p_key", key.bytes())
                    .with("p_document_indexes", documents)
                    .row(source, LegacyContext::new);
            if (context.replay != null) {
                if (!Arrays.equals(context.digest, digest)) throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
                return context.replay;
            }
            try {
                return write(actor, key, digest, contract, context, documents);
            } catch (RuleRefusal refusal) {
                if (refusal.rule() != Rule.KEY_USED && refusal.rule() != Rule.PERSON_CHANGED) {
                    throw refusal.answerTo(Rule.NUMBER_TAKEN);
                }
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    private Imported write(
            Actor actor,
            IdempotencyKey key,
            byte[] digest,
            LegacyContract contract,
            LegacyContext context,
            byte[][] documents) {
        var at = clock.instant();
        var publicId = ids.next();
        var personKey = context.key == null ? vault.newPersonKey(actor.operator(), context.person) : context.key;
        var document = vault.toStore(actor.operator(), IndexKind.DOCUMENT, contract.document.canonical());
        var number = vault.toStore(actor.operator(), IndexKind.NUMBER, contract.line.canonical());
        var place = IdentityPlace.of(actor.operator(), context.person, context.registration, 1);
        var plain = contract.identity().toBytes();
        try {
            var sealed = vault.seal(personKey, place, plain);
            var bound = context.documentIndex == null ? hex(document.bytes()) : context.documentIndex;
            var columns = contract.columns(actor, publicId);
            var rows = new BoundRows(actor.operator(), context.person, context.registration)
                    .contract(columns, hex(number.bytes()), bound, false)
                    .identity(1, sealed, at);
            var draft = Entry.by(actor, Act.REGISTRATION_IMPORTED, clock);
            var entry = draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                    .registration(publicId)
                    .subject(hex(vault.commitment(personKey, draft.id())))
                    .requestDigest(hex(digest))
                    .rowDigest(rows.digests())
                    .allowed();
            var receipt = FunctionCall.of("registry.import_legacy")
                    .with("p_operator", (short) actor.operator())
                    .with("p_client", actor.client())
                    .with("p_key", key.bytes())
                    .with("p_body_digest", digest)
                    .with("p_person", context.person)
                    .with("p_person_known", context.known)
                    .with("p_document_index", document.bytes())
                    .with("p_document_index_version", (short) document.keyVersion())
                    .with("p_document_indexes", documents)
                    .with("p_bound_index", bound)
                    .with("p_wrapped", personKey.wrapped())
                    .with("p_commit_key", personKey.commitmentKey())
                    .with("p_operator_key_version", (short) personKey.operatorKeyVersion())
                    .with("p_registration", context.registration)
                    .with("p_contract", BoundRows.json(columns))
                    .with("p_number_index", number.bytes())
                    .with("p_number_index_version", (short) number.keyVersion())
                    .with("p_number_indexes", toFind(actor, IndexKind.NUMBER, contract.line.canonical()))
                    .with("p_sealed", sealed.bytes())
                    .with("p_missing", String.join(",", contract.missing()))
                    .with("p_event_id", ids.next())
                    .with("p_entry_id", entry.id())
                    .with("p_entry", entry.bytes())
                    .with("p_row_salt", rows.salt())
                    .with("p_at", at)
                    .row(source, row -> Receipt.of(entry.id(), row.bytes("new_leaf_hash")));
            return new Imported(publicId, RegistrationStatus.INCOMPLETE.name(), contract.missing(), receipt);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[][] toFind(Actor actor, IndexKind kind, String canonical) {
        return vault.toFind(actor.operator(), kind, canonical).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }

    private byte[] digest(Actor actor, LegacyRequest request) {
        try {
            return vault.requestDigest(actor.operator(), json.writeValueAsBytes(request));
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
