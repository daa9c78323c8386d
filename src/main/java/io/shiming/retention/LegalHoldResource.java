package io.shiming.retention;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Needs;
import io.shiming.access.Once;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A case that keeps a person's data beyond their term: a dispute, an investigation, an order. */
@Path("/v1/legal-holds")
class LegalHoldResource {
    private final AgroalDataSource source;
    private final Once once;
    private final Visit visit;
    private final Clock clock;

    LegalHoldResource(AgroalDataSource source, Once once, Visit visit, Clock clock) {
        this.source = source;
        this.once = once;
        this.visit = visit;
        this.clock = clock;
    }

    enum Status {
        HELD,
        LIFTED
    }

    /**
     * A hold to be placed or lifted.
     *
     * @param registrationId a registration of the person
     * @param caseRef the case, 1 to 64 of letters, digits and {@code ._/-}
     */
    record HoldRequest(
            @Nullable UUID registrationId,
            @Nullable String caseRef,
            @Nullable Status status) {}

    record HoldView(UUID registrationId, String caseRef, Status status, Receipt receipt) {}

    @PUT
    @Needs(Permission.LEGAL_HOLD)
    @Operation(
            summary = "Place or lift a legal hold on the person of a registration",
            description = "While a hold stands the person is not erased, however long ago the last service ended.")
    public RestResponse<HoldView> change(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable HoldRequest request) {
        visit.setOut(Act.LEGAL_HOLD_CHANGED);
        var view = once.run(visit.actor(), key, "PUT /v1/legal-holds", request, HoldView.class, () -> changed(request));
        return RestResponse.ResponseBuilder.ok(view)
                .header("Audit-Entry", view.receipt().toString())
                .build();
    }

    private HoldView changed(@Nullable HoldRequest request) {
        if (request == null
                || request.registrationId() == null
                || request.caseRef() == null
                || request.status() == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        var receipt = set(request.registrationId(), Reference.of(request.caseRef()), request.status());
        return new HoldView(request.registrationId(), request.caseRef(), request.status(), receipt);
    }

    private Receipt set(UUID registration, String caseRef, Status status) {
        var actor = visit.actor();
        var entry = Entry.by(actor, Act.LEGAL_HOLD_CHANGED, clock)
                .purpose(Purpose.DISPUTE, LegalBasis.LEGAL_DUTY)
                .caseRef(caseRef)
                .registration(registration)
                .aroundSubject();
        return FunctionCall.of("registry.set_hold")
                .with("p_operator", (short) actor.operator())
                .with("p_public_id", registration)
                .with("p_case", caseRef)
                .with("p_held", status == Status.HELD)
                .with("p_entry_id", entry.id())
                .with("p_head", entry.head())
                .with("p_tail", entry.tail())
                .with("p_at", clock.instant())
                .rows(source, row -> Receipt.of(entry.id(), row.bytes("entry_leaf")))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }
}
