package io.shiming.limits;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.identity.Reference;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The way to object to a refusal (Anti-Telecom and Online Fraud Law article 32 paragraph 3). */
@Path("/v1/appeals")
class AppealResource {
    private final Appeals appeals;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;

    AppealResource(Appeals appeals, IdempotentWrites idempotentWrites, CallContext callContext) {
        this.appeals = appeals;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
    }

    /**
     * An appeal. It takes no free text, which would be the place where personal data end up.
     *
     * @param refusal the first part of the header Audit-Entry of the refusal
     * @param grounds {@code not_me}, {@code mistaken}, {@code cleared} or {@code needed}
     * @param evidence reference of what was handed in, 1 to 64 of letters, digits and {@code ._/-}
     */
    record AppealRequest(
            @NotNull String refusal,

            @NotNull @Pattern(regexp = "not_me|mistaken|cleared|needed")
            String grounds,

            @Nullable String evidence) {}

    /**
     * A decision.
     *
     * @param decision {@code accept} or {@code reject}
     * @param reason reference of the reasons, 1 to 64 of letters, digits and {@code ._/-}
     */
    record DecisionRequest(
            @NotNull @Pattern(regexp = "accept|reject") String decision,
            @Nullable String reason) {}

    @POST
    @RequiresPermission(Permission.APPEAL_FILE)
    @Operation(summary = "File an appeal against a refusal by a limit")
    public RestResponse<AppealView> file(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable AppealRequest request) {
        callContext.setOut(Act.APPEAL_FILED);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(actor, key, "POST /v1/appeals", request, AppealView.class, given -> {
            var refusal = UuidText.inBody(given.refusal(), "/refusal");
            return appeals.file(actor, refusal, given.grounds(), reference(given.evidence(), "/evidence"));
        });
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }

    @PUT
    @Path("/{id}/decision")
    @RequiresPermission(Permission.APPEAL_DECIDE)
    @Operation(
            summary = "Decide an appeal",
            description = "Accepted, it lifts the sanction or exempts from the rule at once, in the same call.")
    public RestResponse<AppealView> decide(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable DecisionRequest request) {
        callContext.setOut(Act.APPEAL_DECIDED);
        var appeal = UuidText.inPath(id);
        var actor = callContext.actor();
        var answer = idempotentWrites.run(actor, key, "PUT /v1/appeals/" + id, request, AppealView.class, given -> {
            boolean accepted = given.decision().equals("accept");
            return appeals.decide(actor, appeal, accepted, reference(given.reason(), "/reason"));
        });
        return RestResponse.ok(answer);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(Permission.APPEAL_READ)
    @Operation(summary = "How far an appeal is")
    public RestResponse<AppealView> read(@PathParam("id") String id) {
        callContext.setOut(Act.APPEAL_READ);
        return RestResponse.ok(appeals.read(callContext.actor(), UuidText.inPath(id)));
    }

    private static @Nullable String reference(@Nullable String text, String field) {
        return text == null ? null : Problem.at(field, () -> Reference.of(text));
    }
}
