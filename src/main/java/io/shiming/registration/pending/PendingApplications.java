package io.shiming.registration.pending;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.OperatorIds;
import io.shiming.access.policy.Permits;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.registration.application.ServiceType;
import io.shiming.registration.store.DecoyMarks;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.verification.SealedClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Asks the authority again about the applications that it did not answer, and ends those that have waited a day.
 * Several instances may run this at once: the first transaction that commits decides an application.
 */
@ApplicationScoped
public class PendingApplications {
    private static final Logger LOG = Logger.getLogger(PendingApplications.class);
    private static final int UNANSWERED_A_ROUND = 3;

    private final AgroalDataSource source;
    private final SealedClaims claims;
    private final PendingDecisions decisions;
    private final DecoyMarks decoys;
    private final Permits permits;
    private final AuditLog log;
    private final RegistrationConfig config;
    private final OperatorIds operators;
    private final Clock clock;

    PendingApplications(
            AgroalDataSource source,
            SealedClaims claims,
            PendingDecisions decisions,
            DecoyMarks decoys,
            Permits permits,
            AuditLog log,
            RegistrationConfig config,
            OperatorIds operators,
            Clock clock) {
        this.source = source;
        this.claims = claims;
        this.decisions = decisions;
        this.decoys = decoys;
        this.permits = permits;
        this.log = log;
        this.config = config;
        this.operators = operators;
        this.clock = clock;
    }

    @Scheduled(
            every = "${shiming.registration.pending-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void askAgain() {
        for (int operator : operators.all()) {
            try {
                askAgain(operator);
            } catch (RuntimeException failure) {
                LOG.warnf("pending applications wait for the next round: %s", Cause.named(failure));
            }
        }
    }

    /** A full batch that was decided is followed by the next one at once: all of them wait for a line. */
    private void askAgain(int operator) {
        List<WaitingApplication> batch;
        do {
            batch = waiting(operator);
        } while (decidedAll(batch, decoys.planted(operator, ids(batch))) && batch.size() == config.pendingBatch());
    }

    private static List<UUID> ids(List<WaitingApplication> batch) {
        return batch.stream().map(WaitingApplication::publicId).toList();
    }

    // The hub's absence must not hold up those who want no card, nor one unanswerable application all behind it.
    private boolean decidedAll(List<WaitingApplication> batch, Set<UUID> invented) {
        int unanswered = 0;
        for (var waiting : batch) {
            if (!waiting.signedAt().plus(config.pendingLife()).isAfter(clock.instant())) {
                decisions.expired(waiting);
            } else if (!asked(waiting, invented.contains(waiting.publicId())) && ++unanswered >= UNANSWERED_A_ROUND) {
                return false; // the authority is still away: the others need not be asked now
            }
        }
        return unanswered == 0;
    }

    private List<WaitingApplication> waiting(int operator) {
        return FunctionCall.of("registry.pending_applications")
                .with("p_operator", (short) operator)
                .with("p_review_before", clock.instant().minus(config.reviewLife()))
                .with("p_most", config.pendingBatch())
                .rows(source, row -> WaitingApplication.read(operator, row));
    }

    /**
     * False when the authority did not answer. It is not asked about an invented person; the log says the same as of
     * others.
     */
    private boolean asked(WaitingApplication waiting, boolean invented) {
        log.append(decisions.entry(waiting, Act.VERIFICATION_ASKED).allowed()); // before the seal is opened
        if (invented) {
            decisions.refused(waiting, Code.IDENTITY_UNKNOWN);
            return true;
        }
        var permit = permits.toVerify(waiting.operator(), waiting.person());
        boolean card = waiting.serviceType().equals(ServiceType.MOBILE.label());
        var asked = claims.ask(waiting.publicId(), card, permit, waiting.key(), waiting.place(), waiting.sealed());
        var answer = asked.answer();
        switch (answer.result()) {
            case UNAVAILABLE -> {
                return false;
            }
            case MATCH -> decisions.matched(waiting, answer, asked.person());
            case MISMATCH -> decisions.refused(waiting, Code.IDENTITY_MISMATCH);
            case UNKNOWN_DOCUMENT -> decisions.refused(waiting, Code.IDENTITY_UNKNOWN);
            case CARDS_EXHAUSTED -> decisions.refused(waiting, Code.CARD_LIMIT_NATIONWIDE);
        }
        return true;
    }
}
