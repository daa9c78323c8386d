package io.shiming.registration.legacy;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Users from before the duty of true identity: brought in, and listed until their data are supplemented. */
@Path("/v1/legacy-registrations")
class LegacyResource {
    private static final int MOST = 100;

    private final LegacyImport legacy;
    private final IdempotencyKeys keys;
    private final AgroalDataSource source;
    private final AuditLog log;
    private final CallContext callContext;
    private final Clock clock;

    LegacyResource(
            LegacyImport legacy,
            IdempotencyKeys keys,
            AgroalDataSource source,
            AuditLog log,
            CallContext callContext,
            Clock clock) {
        this.legacy = legacy;
        this.keys = keys;
        this.source = source;
        this.log = log;
        this.callContext = callContext;
        this.clock = clock;
    }

    @POST
    @RequiresPermission(Permission.LEGACY_FOLLOW_UP)
    @Operation(
            summary = "Bring in a user from before the duty of true identity",
            description = "The registration is INCOMPLETE and permits no line to live; the holder supplements it at a"
                    + " counter, by a signing with the event legacy_supplement.")
    public RestResponse<LegacyImport.Imported> bringIn(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable LegacyRequest request) {
        callContext.setOut(Act.REGISTRATION_REFUSED);
        var idempotencyKey = keys.of(callContext.actor(), key);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var imported = legacy.take(callContext.actor(), idempotencyKey, request);
        return RestResponse.status(RestResponse.Status.CREATED, imported);
    }

    /**
     * A registration to be followed up, without the person.
     *
     * @param missing names of the fields that are to be supplemented
     * @param since first day of the service
     */
    record Gap(
            UUID registrationId,
            String contractRef,
            String serviceType,
            String status,
            List<String> missing,
            Instant since) {}

    record Page(List<Gap> registrations, String cursor) {}

    @GET
    @RequiresPermission(Permission.LEGACY_FOLLOW_UP)
    @Operation(
            summary = "Registrations that are still incomplete, after a cursor; at most 100, no identity",
            description =
                    "The cursor serves within one pass: begin each pass without one. What is imported later may stand"
                            + " before a cursor that was kept.")
    public RestResponse<Page> list(@QueryParam("after") @DefaultValue("0") String after) {
        callContext.setOut(Act.INCOMPLETE_LISTED);
        if (!after.matches("[0-9]{1,18}")) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var cursors = new long[] {Long.parseLong(after)};
        var gaps = FunctionCall.of("registry.incomplete_registrations")
                .with("p_operator", (short) callContext.actor().operator())
                .with("p_after", cursors[0])
                .with("p_most", MOST)
                .page(source, row -> {
                    cursors[0] = row.number("cursor_at");
                    return gap(row);
                });
        var receipt = log.append(Entry.by(callContext.actor(), Act.INCOMPLETE_LISTED, clock)
                .count(gaps.size())
                .allowed());
        callContext.recorded(receipt);
        return RestResponse.ok(new Page(gaps, Long.toString(cursors[0])));
    }

    private static Gap gap(Row row) throws SQLException {
        return new Gap(
                row.uuid("public_id"),
                row.text("contract_ref"),
                row.text("service_type"),
                row.text("status"),
                row.texts("missing"),
                row.instant("signed_at"));
    }
}
