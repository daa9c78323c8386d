package io.shiming.registration.line;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.RequestRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where the operator's watch over lines asks for a second verification. */
@Path("/v1/reverifications")
class ReverificationResource {
    private final ReverificationOrders orders;
    private final IdempotencyKeys keys;
    private final RequestRules rules;
    private final CallContext callContext;

    ReverificationResource(
            ReverificationOrders orders, IdempotencyKeys keys, RequestRules rules, CallContext callContext) {
        this.orders = orders;
        this.keys = keys;
        this.rules = rules;
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
            @NotNull
            @Pattern(regexp = "high_risk|dormant|many_cards|abroad_hotspot|device_changed|fraud_suspect")
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
        return RestResponse.ok(orders.order(callContext.actor(), idempotencyKey, rules.kept(request)));
    }
}
