package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.Permits;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import io.shiming.verification.SealedClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the authority again about the applications it did not answer, and lets those die that waited a day. Several
 * instances may run this at once: an application is decided once, by whoever commits first.
 */
@ApplicationScoped
class PendingApplications {
    private static final Logger LOG = Logger.getLogger(PendingApplications.class);
    private static final int UNANSWERED_A_ROUND = 3;

    private final AgroalDataSource source;
    private final SealedClaims claims;
    private final DecoyMarks decoys;
    private final Permits permits;
    private final Vault vault;
    private final AuditLog log;
    private final RegistrationConfig config;
    private final Operators operators;
    private final Ids ids;
    private final Clock clock;

    PendingApplications(
            AgroalDataSource source,
            SealedClaims claims,
            DecoyMarks decoys,
            Permits permits,
            Vault vault,
            AuditLog log,
            RegistrationConfig config,
            Operators operators,
            Ids ids,
            Clock clock) {
        this.source = source;
        this.claims = claims;
        this.decoys = decoys;
        this.permits = permits;
        this.vault = vault;
        this.log = log;
        this.config = config;
        this.operators = operators;
        this.ids = ids;
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
        } while (decidedAll(batch, decoys.planted(operator, batch)) && batch.size() == config.pendingBatch());
    }

    // The hub's absence must not hold up those who want no card, nor one unanswerable application all behind it.
    private boolean decidedAll(List<WaitingApplication> batch, Set<UUID> invented) {
        int unanswered = 0;
        for (var waiting : batch) {
            if (!waiting.signedAt().plus(config.pendingLife()).isAfter(clock.instant())) {
                end(waiting, RegistrationStatus.EXPIRED, Code.APPLICATION_EXPIRED, null);
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

    /** False when the authority did not answer. About an invented person nobody is asked; the log says the same. */
    private boolean asked(WaitingApplication waiting, boolean invented) {
        log.append(entry(waiting, Act.VERIFICATION_ASKED).allowed()); // before the seal is opened
        if (invented) {
            end(waiting, RegistrationStatus.REFUSED, Code.IDENTITY_UNKNOWN, null);
            return true;
        }
        var permit = permits.toVerify(waiting.operator(), waiting.person());
        boolean card = waiting.serviceType().equals(ServiceType.MOBILE.label());
        var answer = claims.ask(waiting.publicId(), card, permit, waiting.key(), waiting.place(), waiting.sealed());
        switch (answer.result()) {
            case UNAVAILABLE -> {
                return false;
            }
            case MATCH -> activate(waiting, answer);
            case MISMATCH -> end(waiting, RegistrationStatus.REFUSED, Code.IDENTITY_MISMATCH, null);
            case UNKNOWN_DOCUMENT -> end(waiting, RegistrationStatus.REFUSED, Code.IDENTITY_UNKNOWN, null);
            case SANCTIONED -> end(waiting, RegistrationStatus.REFUSED, Code.SANCTIONED, null);
            case CARDS_EXHAUSTED -> end(waiting, RegistrationStatus.REFUSED, Code.CARD_LIMIT_NATIONWIDE, null);
        }
        return true;
    }

    private void activate(WaitingApplication waiting, Answer answer) {
        try {
            end(waiting, RegistrationStatus.ACTIVE, null, answer);
        } catch (RuleRefusal limit) {
            var code = limit.state().equals("SM031") ? Code.PRODUCT_LIMIT : Code.CARD_LIMIT;
            end(waiting, RegistrationStatus.REFUSED, code, null);
        }
    }

    private void end(
            WaitingApplication waiting, RegistrationStatus status, @Nullable Code code, @Nullable Answer answer) {
        var at = clock.instant();
        var rows = new BoundRows(waiting.operator(), waiting.person(), waiting.registration());
        if (answer != null) {
            rows.line(waiting.serviceType(), answer, at);
        }
        var entry =
                switch (status) {
                    case ACTIVE ->
                        entry(waiting, Act.REGISTRATION_COMPLETED)
                                .rowDigest(rows.digests())
                                .allowed();
                    case EXPIRED -> entry(waiting, Act.REGISTRATION_EXPIRED).refused(Code.APPLICATION_EXPIRED);
                    default -> entry(waiting, Act.REGISTRATION_REFUSED).refused(code == null ? Code.INTERNAL : code);
                };
        FunctionCall.of("registry.decide")
                .with("p_operator", (short) waiting.operator())
                .with("p_person", waiting.person())
                .with("p_registration", waiting.registration())
                .with("p_status", status.name())
                .with("p_code", code == null ? null : code.name())
                .with("p_provider", answer == null ? null : answer.provider())
                .with("p_check_id", answer == null ? null : answer.checkId())
                .with("p_checked_at", answer == null ? null : answer.checkedAt())
                .with("p_card_limit", config.mobileCardsPerPerson())
                .with("p_product_limit", config.numbersPerKeyService())
                .with("p_event_id", ids.next())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_row_salt", rows.salt())
                .with("p_at", at)
                .row(source, row -> row.flag("decide"));
    }

    private EntryDraft entry(WaitingApplication waiting, Act act) {
        var draft = Entry.by(new ServiceItself(waiting.operator(), "pending-applications"), act, clock);
        return draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(waiting.publicId())
                .subject(HexFormat.of().formatHex(vault.commitment(waiting.key(), draft.id())));
    }
}
