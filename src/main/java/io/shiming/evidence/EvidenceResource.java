package io.shiming.evidence;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Takes images at the counter. It gives none back: they are seen through the lookup. */
@Path("/v1/evidence")
class EvidenceResource {
    private final EvidenceTaking taking;
    private final IdempotencyKeys keys;
    private final CallContext callContext;

    EvidenceResource(EvidenceTaking taking, IdempotencyKeys keys, CallContext callContext) {
        this.taking = taking;
        this.keys = keys;
        this.callContext = callContext;
    }

    @POST
    @Consumes({"image/jpeg", "image/jpg", "image/png"}) // image/jpg is no registered type, but cameras send it
    @RequiresPermission(Permission.REGISTRATION_SIGN)
    @ChecksCounter
    @Operation(
            summary = "Keep a photo taken on site, or a copy of a document",
            description = "The image's bytes, JPEG or PNG, at most 5 MiB and 40 megapixels. It is turned upright"
                    + " by what its camera data says, and no camera data is kept. A copy needs operator (its code), purpose (REGISTRATION) and date (today in Shanghai);"
                    + " they are written onto the image.")
    public RestResponse<EvidenceAnswer> take(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("operator") @Nullable String operator,
            @QueryParam("purpose") @Nullable String purpose,
            @QueryParam("date") @Nullable String date,
            byte @Nullable [] image) {
        callContext.setOut(Act.EVIDENCE_REFUSED);
        var sent = image == null ? new byte[0] : image;
        try {
            if (sent.length > PictureLimits.BYTES) {
                throw Problem.of(Code.PAYLOAD_TOO_LARGE);
            }
            var answer = taking.take(
                    callContext.actor(),
                    keys.of(callContext.actor(), key),
                    EvidenceKind.of(kind),
                    new Annotation(operator, purpose, date),
                    sent);
            return RestResponse.status(RestResponse.Status.CREATED, answer);
        } finally {
            Arrays.fill(sent, (byte) 0);
        }
    }
}
