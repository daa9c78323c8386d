package io.shiming.lookup.order;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.AuditedCall;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager's word for a lookup of a minor; it is good for the one who asked, for a day. */
@Path("/v1/minor-accesses/{id}/approval")
class MinorAccessResource {
    private final AgroalDataSource source;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    MinorAccessResource(
            AgroalDataSource source, IdempotentWrites idempotentWrites, CallContext callContext, Clock clock) {
        this.source = source;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    record MinorApproval(UUID approvalId, String status, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.MINOR_ACCESS_APPROVE)
    @Operation(summary = "Agree that the one who asked reads this minor's data")
    public RestResponse<MinorApproval> approve(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.MINOR_ACCESS_APPROVED);
        var access = UuidText.inPath(id);
        var manager = callContext.actor();
        var receipt = idempotentWrites.run(
                manager,
                key,
                "PUT /v1/minor-accesses/" + id + "/approval",
                null,
                Receipt.class,
                () -> approved(manager, access));
        return RestResponse.ok(new MinorApproval(access, "APPROVED", receipt));
    }

    private Receipt approved(Actor manager, UUID access) {
        var entry = Entry.by(manager, Act.MINOR_ACCESS_APPROVED, clock).allowed();
        return AuditedCall.of(
                        entry,
                        source,
                        FunctionCall.of("registry.approve_minor")
                                .with("p_operator", (short) manager.operator())
                                .with("p_access", access)
                                .with("p_actor", manager.actor())
                                .with("p_entry", entry.bytes()))
                .orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
    }
}
