package io.shiming.registration;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.gate.SecondPerson;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import io.shiming.registration.application.SigningRequest;
import io.shiming.registration.pending.Referrals;
import io.shiming.registration.store.RegistrationStatusQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The counter's end of the service. */
@Path("/v1/registrations")
class RegistrationResource {
    private final Signing signing;
    private final IdempotencyKeys keys;
    private final RegistrationStatusQuery statusQuery;
    private final ConsentReceipts receipts;
    private final SecondPerson second;
    private final Referrals referrals;
    private final CallContext callContext;

    RegistrationResource(
            Signing signing,
            IdempotencyKeys keys,
            RegistrationStatusQuery statusQuery,
            ConsentReceipts receipts,
            SecondPerson second,
            Referrals referrals,
            CallContext callContext) {
        this.signing = signing;
        this.keys = keys;
        this.statusQuery = statusQuery;
        this.receipts = receipts;
        this.second = second;
        this.referrals = referrals;
        this.callContext = callContext;
    }

    @POST
    @RequiresPermission(Permission.REGISTRATION_SIGN)
    @ChecksCounter
    @Operation(
            summary = "Register a subscriber who signs",
            description = "201 when the identity is verified and the line may go live; 202 when the authority did not"
                    + " answer: the application is kept and asked about again for 24 hours, and nothing is active; and when a"
                    + " second person has to look at it first (status REVIEW)."
                    + " Second-Reviewer: the access token of a colleague of the same store"
                    + " who has looked at the documents too; one token stands for one request.")
    public RestResponse<SigningAnswer> sign(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Second-Reviewer") @Nullable String reviewer,
            @Nullable SigningRequest request) {
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var idempotencyKey = keys.of(callContext.actor(), key);
        callContext.setOut(Act.REGISTRATION_REFUSED);
        referrals.mustNotEnd(callContext.actor(), idempotencyKey, request);
        var colleague = second.beside(callContext.actor(), reviewer);
        var answer = signing.sign(callContext.actor(), idempotencyKey, request, colleague);
        var status = answer.mayActivate() ? RestResponse.Status.CREATED : RestResponse.Status.ACCEPTED;
        return RestResponse.status(status, answer);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(Permission.REGISTRATION_READ)
    @Operation(summary = "How far a registration of one's own store has come; no identity")
    public RegistrationStatusQuery.View read(@PathParam("id") String id) {
        return statusQuery.of(callContext.actor(), UuidText.inPath(id));
    }

    @GET
    @Path("/{id}/consent")
    @RequiresPermission(Permission.REGISTRATION_READ)
    @Operation(summary = "What the subscriber of a registration of one's own store was told and agreed to; no identity")
    public ConsentReceipt consent(@PathParam("id") String id) {
        return receipts.of(callContext.actor(), UuidText.inPath(id));
    }
}
