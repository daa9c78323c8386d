package io.shiming.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeySets;
import io.shiming.peer.Unusable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.verification.enquiry.SignedText;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Receives the authorities' lists. A list is signed by its issuer and contains digests only, so the uploader can
 * neither alter nor read it.
 */
@Path("/v1/sanctions/lists")
class SanctionsResource {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(5);

    private final @Nullable SignedText signed;
    private final AgroalDataSource source;
    private final IdempotentWrites idempotentWrites;
    private final AuditLog log;
    private final ObjectMapper json;
    private final CallContext callContext;
    private final Clock clock;

    SanctionsResource(
            PeerKeySets keys,
            AgroalDataSource source,
            IdempotentWrites idempotentWrites,
            AuditLog log,
            ObjectMapper json,
            CallContext callContext,
            Clock clock) {
        this.signed = keys.has(Peer.SANCTIONS) ? new SignedText(keys.of(Peer.SANCTIONS), "sanctions-list+jwt") : null;
        this.source = source;
        this.idempotentWrites = idempotentWrites;
        this.log = log;
        this.json = json;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * A list.
     *
     * @param list compact JWS over {@code {"listId", "issuedAt", "entries": [{"person", "decisionRef", "ground", "from",
     *     "until", "withdrawn"}]}}
     */
    record ListRequest(@NotNull String list) {}

    /**
     * What was taken over.
     *
     * @param entries how many entries it has
     */
    record ListAnswer(String listId, Instant issuedAt, int entries, Receipt receipt) implements Receipted {}

    @POST
    @RequiresPermission(Permission.SANCTIONS_LOAD)
    @Operation(
            summary = "Take over a signed sanctions list",
            description = "It must be newer than all before it. Terms: three years for the convicted, two for the"
                    + " identified, five without a break. Lines that exist are not touched.")
    public RestResponse<ListAnswer> load(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable ListRequest request) {
        callContext.setOut(Act.SANCTIONS_LOADED);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(
                actor, key, "POST /v1/sanctions/lists", request, ListAnswer.class, given -> taken(actor, given));
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }

    private ListAnswer taken(Actor actor, ListRequest request) {
        var list = verified(request);
        var issuedAt = Instant.parse(list.issuedAt());
        var entry = Entry.by(actor, Act.SANCTIONS_LOADED, clock)
                .fields(List.of(list.listId()))
                .count(list.entries().size())
                .allowed();
        try {
            FunctionCall.of("registry.load_sanctions")
                    .with("p_operator", (short) actor.operator())
                    .with("p_list", list.listId())
                    .with("p_issued_at", issuedAt)
                    .with("p_entries", json.writeValueAsString(list.entries()))
                    .with("p_entry_id", entry.id())
                    .row(source, row -> row.number("load_sanctions"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list that was read does not write");
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.SANCTIONS_LIST_OUTDATED, Rule.SANCTION_TERM_INVALID);
        }
        return new ListAnswer(list.listId(), issuedAt, list.entries().size(), log.appendWithin(entry));
    }

    private SanctionsList verified(ListRequest request) {
        try {
            if (signed == null) {
                throw Problem.of(Code.SANCTIONS_LIST_INVALID);
            }
            return SanctionsList.read(signed.verified(request.list()), clock.instant());
        } catch (Unusable unusable) {
            throw refusal(unusable.reason());
        }
    }

    /** Of a list that is none, or of one that cannot be judged without the authority's keys. */
    static Problem refusal(Unusable.Reason reason) {
        return switch (reason) {
            case SIGNATURE, SCHEMA, STALE -> Problem.of(Code.SANCTIONS_LIST_INVALID);
            default -> Problem.later(Code.UNAVAILABLE, ASK_AGAIN_AFTER);
        };
    }
}
