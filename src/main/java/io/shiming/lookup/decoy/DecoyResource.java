package io.shiming.lookup.decoy;

import io.shiming.access.CallContext;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Marks a registration, signed for a person who does not exist, as a decoy that no honest process looks up. */
@Path("/v1/decoys/{registration}")
@Tag(name = "Decoy Resource")
class DecoyResource {
    private final DecoyAlarm decoyAlarm;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    DecoyResource(DecoyAlarm decoyAlarm, IdempotentWrites idempotentWrites, CallContext callContext, Clock clock) {
        this.decoyAlarm = decoyAlarm;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param selfTest PASSED: the mark was known again and an alarm DECOY_SELF_TEST is in the feed
     */
    record Marked(UUID registrationId, String selfTest, Receipt receipt) implements Receipted {}

    @PUT
    @RequiresPermission(Permission.DECOY_MARK)
    @Operation(
            summary = "Mark a registration as one that no honest process looks up",
            description = "From now on each lookup of it raises the alarm DECOY_PERSON; other instances know it within"
                    + " twenty seconds. The log does not say which registration it is.")
    public RestResponse<Marked> mark(
            @PathParam("registration") String registration, @HeaderParam("Idempotency-Key") @Nullable String key) {
        callContext.setOut(Act.DECOY_MARKED);
        var marked = UuidText.inPath(registration);
        var officer = callContext.actor();
        // only the receipt is kept for a repetition: the answer would say which registration it is
        var receipt = idempotentWrites.run(officer, key, "PUT /v1/decoys/" + registration, null, Receipt.class, () -> {
            var entry = Entry.by(officer, Act.DECOY_MARKED, clock).allowed();
            return decoyAlarm.mark(officer, marked, entry).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        });
        return RestResponse.ok(new Marked(marked, "PASSED", receipt));
    }
}
