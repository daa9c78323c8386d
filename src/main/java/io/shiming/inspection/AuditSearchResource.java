package io.shiming.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.search.AuditCriteria;
import io.shiming.audit.search.AuditEntryView;
import io.shiming.audit.search.AuditSearch;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.PersonIds;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who did what, when, where and why, for those who may ask. */
@Path("/v1/audit/search")
class AuditSearchResource {
    private final AuditSearch search;
    private final AuditLog log;
    private final PersonIds personIds;
    private final CallContext callContext;
    private final Clock clock;

    AuditSearchResource(AuditSearch search, AuditLog log, PersonIds personIds, CallContext callContext, Clock clock) {
        this.search = search;
        this.log = log;
        this.personIds = personIds;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * A page of entries, oldest first.
     *
     * @param cursor give it back as {@code after} for the next page; absent when there is none
     * @param receipt the entry of this search
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SearchPage(
            List<AuditEntryView> entries, @Nullable UUID cursor, Receipt receipt) {}

    @POST
    @RequiresPermission(Permission.AUDIT_READ)
    @Operation(summary = "Search the audit log of one's own operator")
    public SearchPage find(@Nullable SearchRequest request) {
        callContext.setOut(Act.AUDIT_SEARCHED);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var actor = callContext.actor();
        var terms = new SearchTerms(request, clock.instant());
        var criteria = terms.criteria(person(actor, terms.registration()));
        var entry = Entry.by(actor, Act.AUDIT_SEARCHED, clock)
                .purpose(Purpose.COMPLIANCE_AUDIT, LegalBasis.LEGAL_DUTY)
                .allowed();
        var receipt = log.append(entry);
        return page(search.find(actor.operator(), criteria), criteria, receipt);
    }

    private @Nullable Long person(Actor actor, @Nullable UUID registration) {
        if (registration == null) {
            return null;
        }
        return personIds.personOf(actor, registration).orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }

    private static SearchPage page(List<AuditEntryView> found, AuditCriteria criteria, Receipt receipt) {
        boolean more = found.size() == criteria.limit();
        return new SearchPage(found, more ? found.get(found.size() - 1).entryId() : null, receipt);
    }
}
