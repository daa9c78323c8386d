package io.shiming.retention;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A case that keeps a person's data beyond their term: a dispute, an investigation, an order. Two persons end it. */
@Path("/v1/legal-holds")
class LegalHoldResource {
    private final AgroalDataSource source;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    LegalHoldResource(
            AgroalDataSource source, IdempotentWrites idempotentWrites, CallContext callContext, Clock clock) {
        this.source = source;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    enum Status {
        HELD,
        LIFT_ASKED,
        LIFTED
    }

    /**
     * A hold to be placed, or one whose end is asked for.
     *
     * @param registrationId a registration of the person
     * @param caseRef the case, 1 to 64 of letters, digits and {@code ._/-}
     * @param status HELD, or LIFTED to ask for its end
     */
    record HoldRequest(
            @Nullable UUID registrationId,
            @Nullable String caseRef,
            @Nullable Status status) {}

    /** A hold whose end another person asked for. */
    record LiftRequest(
            @Nullable UUID registrationId, @Nullable String caseRef) {}

    record HoldView(UUID registrationId, String caseRef, Status status, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.LEGAL_HOLD)
    @Operation(
            summary = "Place a legal hold on the person of a registration, or ask for its end",
            description =
                    "While a hold stands the person is not erased, however long ago the last service ended. It ends"
                            + " when another person of another unit agrees within a day (PUT /v1/legal-holds/lifting).")
    public RestResponse<HoldView> change(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable HoldRequest request) {
        callContext.setOut(Act.LEGAL_HOLD_CHANGED);
        var given = request == null ? new HoldRequest(null, null, null) : request;
        var step = given.status() == Status.LIFTED ? Status.LIFT_ASKED : given.status();
        if (given.status() == Status.LIFT_ASKED) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/status");
        }
        return changed(key, "PUT /v1/legal-holds", request, given.registrationId(), given.caseRef(), step);
    }

    @PUT
    @Path("/lifting")
    @RequiresPermission(Permission.LEGAL_HOLD_LIFT)
    @Operation(summary = "Agree to the end of a legal hold that another person of another unit asked for")
    public RestResponse<HoldView> lift(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable LiftRequest request) {
        callContext.setOut(Act.LEGAL_HOLD_CHANGED);
        var given = request == null ? new LiftRequest(null, null) : request;
        return changed(
                key, "PUT /v1/legal-holds/lifting", request, given.registrationId(), given.caseRef(), Status.LIFTED);
    }

    private RestResponse<HoldView> changed(
            @Nullable String key,
            String what,
            @Nullable Object request,
            @Nullable UUID registration,
            @Nullable String caseRef,
            @Nullable Status status) {
        var view = idempotentWrites.run(
                callContext.actor(), key, what, request, HoldView.class, () -> changed(registration, caseRef, status));
        return RestResponse.ok(view);
    }

    private HoldView changed(@Nullable UUID registration, @Nullable String caseRef, @Nullable Status status) {
        if (registration == null || caseRef == null || status == null) {
            var missing = registration == null ? "/registrationId" : caseRef == null ? "/caseRef" : "/status";
            throw Problem.of(Code.FIELD_REQUIRED).at(missing);
        }
        var reference = Problem.at("/caseRef", () -> Reference.of(caseRef));
        if (status != Status.HELD) {
            callContext.actor().mustHaveJustAuthenticated(clock);
            callContext.actor().mustHaveUnit();
        }
        return new HoldView(registration, reference, status, set(registration, reference, status));
    }

    private Receipt set(UUID registration, String caseRef, Status status) {
        var actor = callContext.actor();
        var entry = Entry.by(actor, Act.LEGAL_HOLD_CHANGED, clock)
                .purpose(Purpose.DISPUTE, LegalBasis.LEGAL_DUTY)
                .caseRef(caseRef)
                .fields(List.of(status.name()))
                .registration(registration)
                .aroundSubject();
        var call = FunctionCall.of("registry.set_hold")
                .with("p_operator", (short) actor.operator())
                .with("p_public_id", registration)
                .with("p_case", caseRef)
                .with("p_step", step(status))
                .with("p_actor", actor.actor())
                .with("p_unit", actor.unit())
                .with("p_entry_id", entry.id())
                .with("p_head", entry.head())
                .with("p_tail", entry.tail())
                .with("p_at", clock.instant());
        try {
            return call.rows(source, row -> Receipt.of(entry.id(), row.bytes("entry_leaf"))).stream()
                    .findFirst()
                    .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        } catch (RuleRefusal refusal) {
            throw refusal.answerTo(Rule.HOLD_END_NOT_ASKED);
        }
    }

    private static String step(Status status) {
        return switch (status) {
            case HELD -> "HELD";
            case LIFT_ASKED -> "ASK";
            case LIFTED -> "LIFT";
        };
    }
}
