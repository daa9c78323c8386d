package io.shiming.lookup.image;

import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.policy.Field;
import io.shiming.access.policy.LookupPolicy;
import io.shiming.audit.Act;
import io.shiming.lookup.StatedPurpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The lookup door for images: one at a time, for those who may see images, with the viewer's mark on each. */
@Path("/v1/lookups/images")
class ImageResource {
    private static final int MOST = 8;

    private final LookupPolicy policy;
    private final Images images;
    private final CallContext callContext;

    ImageResource(LookupPolicy policy, Images images, CallContext callContext) {
        this.policy = policy;
        this.images = images;
        this.callContext = callContext;
    }

    @POST
    @Produces("image/jpeg")
    @RequiresPermission(Permission.IMAGE_SEE)
    @Operation(
            summary = "See a photo or a copy of a document, for a stated purpose",
            description = "A JPEG with the viewer's opaque id and the id of the audit entry written across it.")
    public RestResponse<byte[]> see(@Nullable ImageRequest request) {
        callContext.setOut(Act.LOOKUP_REFUSED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var why = StatedPurpose.of(request.purpose(), request.legalBasis(), request.caseRef());
        var decision =
                policy.decide(callContext.actor(), why.purpose(), why.basis(), why.caseRef(), List.of(Field.IMAGE));
        var image = images.see(
                decision,
                UuidText.inBody(String.valueOf(request.registrationId()), "/registrationId"),
                kind(request),
                number(request));
        callContext.recorded(image.receipt());
        return RestResponse.ok(image.bytes(), "image/jpeg");
    }

    private static String kind(ImageRequest request) {
        return Optional.ofNullable(request.kind())
                .filter(List.of("photo", "copy")::contains)
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at("/kind"));
    }

    private static int number(ImageRequest request) {
        int number = request.number() == null ? 1 : request.number();
        if (number < 1 || number > MOST) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/number");
        }
        return number;
    }
}
