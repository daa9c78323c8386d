package io.shiming.consent;

import io.shiming.access.PublicRoute;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The rules on collecting and using personal data, which must be public (Decision of 2012, article 2). */
@Path("/v1/operators/{operator}/notices")
class NoticeResource {
    private static final ZoneId STATUTORY = ZoneId.of("Asia/Shanghai");

    private final Notices notices;
    private final Clock clock;

    NoticeResource(Notices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * A notice as it is shown.
     *
     * @param version quote it in a registration
     * @param language zh or en
     * @param effectiveFrom first day, Asia/Shanghai
     * @param body the text to show
     * @param elements the same, element by element: handler, contact, purpose, method, scope, access, refusal,
     *     retention, rights
     */
    record NoticeView(
            String version, String language, LocalDate effectiveFrom, String body, Map<String, String> elements) {}

    @GET
    @PublicRoute
    @Transactional
    @Operation(summary = "The notices in force, by language")
    public List<NoticeView> current(@PathParam("operator") int operator) {
        if (operator < 1 || operator > 9999) {
            throw Problem.of(Code.NOT_FOUND);
        }
        return notices.current((short) operator, LocalDate.ofInstant(clock.instant(), STATUTORY)).stream()
                .map(each -> new NoticeView(each.version, each.language, each.effectiveFrom, each.body, each.elements))
                .toList();
    }
}
