package io.shiming.registration.line;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where the operator's watch over lines asks for a second verification. */
@Path("/v1/reverifications")
class ReverificationResource {
    private static final Set<String> CAUSES =
            Set.of("high_risk", "dormant", "many_cards", "abroad_hotspot", "device_changed", "fraud_suspect");

    private final ReverificationOrders orders;
    private final IdempotencyKeys keys;
    private final CallContext callContext;

    ReverificationResource(ReverificationOrders orders, IdempotencyKeys keys, CallContext callContext) {
        this.orders = orders;
        this.keys = keys;
        this.callContext = callContext;
    }

    /**
     * A line to be verified again.
     *
     * @param cause {@code high_risk}, {@code dormant}, {@code many_cards}, {@code abroad_hotspot}, {@code device_changed} or
     *     {@code fraud_suspect}
     */
    record ReverificationRequest(
            @Schema(
                    enumeration = {
                        "high_risk",
                        "dormant",
                        "many_cards",
                        "abroad_hotspot",
                        "device_changed",
                        "fraud_suspect"
                    })
            @Nullable
            String cause,

            LineStatusResource.@Nullable LineQuestion line) {}

    @POST
    @RequiresPermission(Permission.LINE_CHANGE)
    @Operation(
            summary = "Ask for a second verification of a line",
            description =
                    "The holder has 24 hours; then the line is suspended. It is passed at a counter, by a signing"
                            + " with the event reverify, which also brings a suspended line back. A line has one task at a time.")
    public RestResponse<Reverifications.Task> ask(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable ReverificationRequest request) {
        callContext.setOut(Act.REVERIFICATION_ORDERED);
        var idempotencyKey = keys.of(callContext.actor(), key);
        if (request == null || request.cause() == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        if (!CAUSES.contains(request.cause())) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var task = orders.order(callContext.actor(), idempotencyKey, request);
        return RestResponse.ok(task);
    }
}
