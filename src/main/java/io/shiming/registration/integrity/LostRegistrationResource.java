package io.shiming.registration.integrity;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.problem.UuidText;
import io.shiming.registration.integrity.LostRegistrations.Remedy;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The office's list of registrations that a restore has lost. */
@Path("/v1/lost-registrations")
class LostRegistrationResource {
    private final LostRegistrations lost;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    LostRegistrationResource(LostRegistrations lost, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.lost = lost;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * What was done.
     *
     * @param remedy {@code signed_again}, {@code line_closed} or {@code not_in_use}
     */
    record Acknowledgement(
            @NotEmpty @Pattern(regexp = "signed_again|line_closed|not_in_use")
            String remedy) {}

    record Acknowledged(UUID registrationId, String remedy, Receipt receipt) implements Receipted {}

    @GET
    @RequiresPermission(Permission.LOST_REGISTRATION_SETTLE)
    @Operation(
            summary = "Registrations that the log tells of and that are gone, until each is acknowledged",
            description = "Have the customer sign again, or have the line closed; then acknowledge. Ids only.")
    public RestResponse<LostRegistrations.Listed> open() {
        callContext.setOut(Act.LOST_REGISTRATIONS_READ);
        var listed = lost.open(callContext.actor());
        return RestResponse.ok(listed);
    }

    @PUT
    @Path("/{id}/acknowledgement")
    @RequiresPermission(Permission.LOST_REGISTRATION_SETTLE)
    @Operation(summary = "Say, once, what was done about a lost registration; it leaves the list")
    public RestResponse<Acknowledged> acknowledge(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Acknowledgement request) {
        callContext.setOut(Act.LOST_REGISTRATION_ACKNOWLEDGED);
        var registration = UuidText.inPath(id);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(
                actor,
                key,
                "PUT /v1/lost-registrations/" + id + "/acknowledgement",
                request,
                Acknowledged.class,
                given -> {
                    var remedy = Remedy.valueOf(given.remedy().toUpperCase(Locale.ROOT));
                    return new Acknowledged(
                            registration, given.remedy(), lost.acknowledge(actor, registration, remedy));
                });
        return RestResponse.ok(answer);
    }
}
