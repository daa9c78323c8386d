package io.shiming.registration.pending;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.limits.Limits;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.line.LineState;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ends an application that waited, once: with a line, a refusal or its time. */
@ApplicationScoped
class PendingDecisions {
    private final AgroalDataSource source;
    private final Limits limits;
    private final Vault vault;
    private final RegistrationConfig config;
    private final PublicIds ids;
    private final Clock clock;

    PendingDecisions(
            AgroalDataSource source,
            Limits limits,
            Vault vault,
            RegistrationConfig config,
            PublicIds ids,
            Clock clock) {
        this.source = source;
        this.limits = limits;
        this.vault = vault;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    void expired(WaitingApplication waiting) {
        end(waiting, RegistrationStatus.EXPIRED, Code.APPLICATION_EXPIRED, null, null);
    }

    void refused(WaitingApplication waiting, Code code) {
        end(waiting, RegistrationStatus.REFUSED, code, null, null);
    }

    /**
     * The authority has confirmed whose it is: a line, if the limits permit one.
     *
     * @param person the agreed digest of who wants one card more; null where none is counted
     */
    void matched(WaitingApplication waiting, Answer answer, @Nullable String person) {
        try {
            var pendingHistory = person == null
                    ? null
                    : PendingHistory.read(source, waiting, person, StatutoryDay.of(clock.instant()));
            if (pendingHistory != null) {
                pendingHistory.mustPermitCard(limits, waiting.signedAt());
            }
            end(waiting, RegistrationStatus.ACTIVE, null, answer, pendingHistory);
        } catch (Problem limit) {
            if (limit.code() == Code.UNAVAILABLE) throw limit;
            refused(waiting, limit.code());
        } catch (RuleRefusal limit) {
            switch (limit.rule()) {
                case LIMITS_CHANGED, PERSON_CHANGED -> {} // the next round judges by it
                case PRODUCT_LIMIT, CARD_LIMIT -> refused(waiting, limit.rule().code());
                default -> throw limit;
            }
        }
    }

    private void end(
            WaitingApplication waiting,
            RegistrationStatus status,
            @Nullable Code code,
            @Nullable Answer answer,
            @Nullable PendingHistory pendingHistory) {
        var at = clock.instant();
        var rows = new BoundRows(waiting.operator(), waiting.person(), waiting.registration());
        if (answer != null) {
            var line = LineState.opened(waiting.serviceType(), answer, at);
            rows.add(BoundRows.LINE, line.columns());
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
                .with("p_digest", pendingHistory == null ? null : pendingHistory.person())
                .with("p_today", pendingHistory == null ? null : pendingHistory.day())
                .with("p_limits", pendingHistory == null ? null : pendingHistory.limits())
                .row(source, row -> row.flag("decide"));
    }

    /** Of the service itself, about the person. */
    EntryDraft entry(WaitingApplication waiting, Act act) {
        var draft = Entry.by(new ServiceItself(waiting.operator(), "pending-applications"), act, clock);
        return draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(waiting.publicId())
                .subject(HexFormat.of().formatHex(vault.commitment(waiting.key(), draft.id())));
    }
}
