package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.AuditedCall;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What looks like browsing, for those who look after it; and the lock that some of it leads to. */
@Path("/v1")
class AlarmResource {
    private static final int MOST = 100;
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

    private final AgroalDataSource source;
    private final AuditLog log;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    AlarmResource(
            AgroalDataSource source,
            AuditLog log,
            IdempotentWrites idempotentWrites,
            CallContext callContext,
            Clock clock) {
        this.source = source;
        this.log = log;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * One alarm.
     *
     * @param id its place in the feed: a reader who continues after it misses none, not even one that was being written
     * @param kind DECOY_PERSON, DECOY_SELF_TEST, BREAK_GLASS, OUTSIDE_ORDER, MANY_MISSES, CONSECUTIVE_NUMBERS,
     *     MANY_CLERKS or NIGHT
     * @param actor who caused it
     * @param entryId the entry of the log that tells the rest
     */
    record Alarm(long id, String kind, String actor, UUID entryId, Instant raisedAt) {}

    record AlarmPage(List<Alarm> alarms, Receipt receipt) implements Receipted {}

    record Unlocked(String actor, Receipt receipt) implements Receipted {}

    @GET
    @Path("/alarms")
    @RequiresPermission(Permission.ALARMS_READ)
    @Operation(summary = "Alarms about lookups, after an id, in the order of their ids; at most 100")
    public RestResponse<AlarmPage> read(@QueryParam("after") @DefaultValue("0") String after) {
        callContext.setOut(Act.ALARMS_READ);
        if (!CURSOR.matcher(after).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var actor = callContext.actor();
        var receipt = log.append(Entry.by(actor, Act.ALARMS_READ, clock).allowed());
        var alarms = FunctionCall.of("registry.read_alarms")
                .with("p_operator", (short) actor.operator())
                .with("p_after", Long.parseLong(after))
                .with("p_most", MOST)
                .page(
                        source,
                        row -> new Alarm(
                                row.number("id"),
                                row.text("alarm_kind"),
                                row.text("about_actor"),
                                row.uuid("entry"),
                                row.instant("at")));
        return RestResponse.ok(new AlarmPage(alarms, receipt));
    }

    @PUT
    @Path("/lookup-locks/{actor}/release")
    @RequiresPermission(Permission.LOOKUPS_UNLOCK)
    @Operation(summary = "Unlock the lookups of an actor who had too many misses")
    public RestResponse<Unlocked> unlock(
            @PathParam("actor") String locked, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.LOOKUPS_UNLOCKED);
        Reference.inPath(locked, Reference::opaque);
        var officer = callContext.actor();
        var what = "PUT /v1/lookup-locks/" + locked + "/release";
        var receipt = idempotentWrites.run(officer, key, what, null, Receipt.class, () -> unlocked(officer, locked));
        return RestResponse.ok(new Unlocked(locked, receipt));
    }

    private Receipt unlocked(Actor officer, String locked) {
        if (officer.actor().equals(locked)) {
            throw Problem.of(Code.SECOND_PERSON_REQUIRED);
        }
        var entry =
                Entry.by(officer, Act.LOOKUPS_UNLOCKED, clock).caseRef(locked).allowed();
        return AuditedCall.of(
                        entry,
                        source,
                        FunctionCall.of("registry.unlock_lookups")
                                .with("p_operator", (short) officer.operator())
                                .with("p_actor", locked)
                                .with("p_entry", entry.bytes()))
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }
}
