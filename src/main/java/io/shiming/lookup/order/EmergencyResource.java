package io.shiming.lookup.order;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.AuditedCall;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.policy.Alarms;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Emergency access: half an hour of lookups without an order, for an actor who has just authenticated again. It raises
 * an alarm at once. Unless a second person closes it within 24 hours, its actor is refused any further lookup.
 */
@Path("/v1/emergencies/{id}")
class EmergencyResource {
    private final AgroalDataSource source;
    private final Alarms alarms;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    EmergencyResource(
            AgroalDataSource source,
            Alarms alarms,
            IdempotentWrites idempotentWrites,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.alarms = alarms;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * Why there was no time for an order.
     *
     * @param cause {@code LIFE_IN_DANGER} or {@code SYSTEM_OF_CASES_DOWN}
     */
    record EmergencyRequest(
            @NotNull @Pattern(regexp = "LIFE_IN_DANGER|SYSTEM_OF_CASES_DOWN")
            String cause) {}

    /**
     * How it stands.
     *
     * @param status OPEN for half an hour, or CLOSED
     */
    record EmergencyStanding(UUID emergencyId, String status, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.EMERGENCY_OPEN)
    @Operation(summary = "Open emergency access for half an hour, under an id of your own; raises an alarm")
    public RestResponse<EmergencyStanding> open(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable EmergencyRequest request) {
        callContext.setOut(Act.EMERGENCY_OPENED);
        var access = UuidText.inPath(id);
        var actor = callContext.actor();
        var receipt = idempotentWrites.run(
                actor,
                key,
                "PUT /v1/emergencies/" + id,
                request,
                Receipt.class,
                given -> opened(actor, access, given.cause()));
        return RestResponse.status(RestResponse.Status.CREATED, new EmergencyStanding(access, "OPEN", receipt));
    }

    private Receipt opened(Actor actor, UUID access, String cause) {
        actor.mustHaveJustAuthenticated(clock);
        var entry = Entry.by(actor, Act.EMERGENCY_OPENED, clock).caseRef(cause).allowed();
        var receipt = AuditedCall.of(
                        entry,
                        source,
                        call("registry.open_glass", access, actor, entry)
                                .with("p_cause", cause)
                                .with("p_entry_id", entry.id()))
                .orElseThrow(() -> Problem.of(Code.EMERGENCY_OPEN));
        alarms.raised("BREAK_GLASS", entry.id());
        return receipt;
    }

    @PUT
    @Path("/closing")
    @RequiresPermission(Permission.EMERGENCY_CLOSE)
    @Operation(summary = "Close another person's emergency access, from another unit, having read what was done")
    public RestResponse<EmergencyStanding> close(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.EMERGENCY_CLOSED);
        var access = UuidText.inPath(id);
        var second = callContext.actor();
        var receipt =
                idempotentWrites.run(second, key, "PUT /v1/emergencies/" + id + "/closing", null, Receipt.class, () -> {
                    var entry = Entry.by(second, Act.EMERGENCY_CLOSED, clock).allowed();
                    return AuditedCall.of(entry, source, call("registry.close_glass", access, second, entry))
                            .orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
                });
        return RestResponse.ok(new EmergencyStanding(access, "CLOSED", receipt));
    }

    private static FunctionCall call(String function, UUID access, Actor actor, Entry entry) {
        return FunctionCall.of(function)
                .with("p_operator", (short) actor.operator())
                .with("p_glass", access)
                .with("p_actor", actor.actor())
                .with("p_unit", actor.mustHaveUnit())
                .with("p_entry", entry.bytes());
    }
}
