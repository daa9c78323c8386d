package io.shiming.registration.holder;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The separate consent is withdrawn as easily as it was given: at the counter, by its holder (PIPL article 15). */
@Path("/v1/consent-withdrawals")
class ConsentWithdrawalResource {
    private final ConsentWithdrawals withdrawals;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    ConsentWithdrawalResource(
            ConsentWithdrawals withdrawals, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.withdrawals = withdrawals;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * A withdrawal.
     *
     * @param query the first part of the header Audit-Entry of the holder's own query, of this shop and the last hour: it
     *     proves who asks
     * @param registrationId whose separate consent is withdrawn
     */
    record WithdrawalRequest(@NotNull String query, @NotNull String registrationId) {}

    record Withdrawal(UUID registrationId, Instant withdrawnAt, Receipt receipt) implements Receipted {}

    @POST
    @RequiresPermission(Permission.CONSENT_WITHDRAW)
    @Operation(
            summary = "Withdraw the separate consent to photo, face and copies, for its proven holder",
            description =
                    "From then on the images serve no decision on an application. What the law has recorded and kept"
                            + " stays until two years after the service has ended; the line goes on.")
    public RestResponse<Withdrawal> withdraw(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable WithdrawalRequest request) {
        callContext.setOut(Act.CONSENT_WITHDRAWN);
        var actor = callContext.actor();
        var answer =
                idempotentWrites.run(actor, key, "POST /v1/consent-withdrawals", request, Withdrawal.class, given -> {
                    return withdrawals.withdraw(
                            actor,
                            UuidText.inBody(given.query(), "/query"),
                            UuidText.inBody(given.registrationId(), "/registrationId"));
                });
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }
}
