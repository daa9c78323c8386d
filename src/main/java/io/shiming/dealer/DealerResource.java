package io.shiming.dealer;

import io.shiming.access.Needs;
import io.shiming.access.OperatorScope;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The kill switch for a dealer: suspended, its stores can sign nobody from the next call on. */
@Path("/v1/dealers/{code}/status")
class DealerResource {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{2,32}");

    private final Dealers dealers;
    private final OperatorScope scope;
    private final AuditLog log;
    private final Visit visit;
    private final Clock clock;

    DealerResource(Dealers dealers, OperatorScope scope, AuditLog log, Visit visit, Clock clock) {
        this.dealers = dealers;
        this.scope = scope;
        this.log = log;
        this.visit = visit;
        this.clock = clock;
    }

    record StatusChange(Dealer.@Nullable Status status) {}

    record StatusView(String dealer, Dealer.Status status, Receipt receipt) {}

    @PUT
    @Needs(Permission.DEALER_CHANGE)
    @Transactional
    @Operation(summary = "Suspend or resume a dealer")
    public StatusView change(@PathParam("code") String code, StatusChange change) {
        var actor = visit.actor();
        visit.setOut(Act.DEALER_CHANGED);
        if (change == null || change.status() == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        scope.enter(actor);
        // A text that can be no code is not asked for: PostgreSQL fails on U+0000 instead of finding nothing.
        var dealer =
                CODE.matcher(code).matches() ? dealers.findById(new Dealer.Key((short) actor.operator(), code)) : null;
        if (dealer == null) {
            throw Problem.of(Code.NOT_FOUND);
        }
        dealer.status = change.status();
        dealer.changedAt = clock.instant();
        dealers.flush();
        var entry = Entry.by(actor, Act.DEALER_CHANGED, clock).allowed();
        return new StatusView(dealer.code, dealer.status, log.appendWithin(entry));
    }
}
