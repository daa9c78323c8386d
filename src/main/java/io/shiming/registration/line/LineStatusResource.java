package io.shiming.registration.line;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.Receipt;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.ServiceType;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The question of a provisioning system: may this line go live? */
@Path("/v1/lines/status")
class LineStatusResource {
    private final LineStatusQuery lines;
    private final CallContext callContext;

    LineStatusResource(LineStatusQuery lines, CallContext callContext) {
        this.lines = lines;
        this.callContext = callContext;
    }

    /**
     * A line by its number or account.
     *
     * @param type {@code mobile}, {@code fixed} or {@code internet}
     * @param number for mobile and fixed
     * @param accessAccount for internet access
     */
    record LineQuestion(
            @Nullable String type,
            @Nullable String number,
            @Nullable String accessAccount) {
        @Override
        public String toString() {
            return "LineQuestion[withheld]";
        }
    }

    /**
     * Whether it may go live, and nothing about whose it is.
     *
     * @param status NOT_REGISTERED, PENDING, ACTIVE, SUSPENDED, RESTRICTED or CLOSED
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineAnswer(
            boolean mayActivate, String status, @Nullable UUID registrationId, Receipt receipt) {}

    @POST
    @RequiresPermission(Permission.LINE_STATUS_READ)
    @Operation(summary = "May this line go live?")
    public LineAnswer ask(@Nullable LineQuestion question) {
        callContext.setOut(Act.LINE_STATUS_READ);
        if (question == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var type = ServiceType.of(question.type());
        return lines.status(callContext.actor(), type, type.line(question.number(), question.accessAccount()));
    }
}
