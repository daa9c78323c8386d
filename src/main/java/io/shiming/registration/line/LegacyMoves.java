package io.shiming.registration.line;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.Accountable;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FunctionCall;
import io.shiming.registration.application.SigningEvent;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** What becomes of a legacy registration: barred for want of an identity, or supplemented. */
@ApplicationScoped
public class LegacyMoves {
    private final AgroalDataSource source;
    private final Vault vault;
    private final PublicIds ids;
    private final Clock clock;

    public LegacyMoves(AgroalDataSource source, Vault vault, PublicIds ids, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /** Suspended, and nothing is charged from then on (MIIT notice [2016] 182). */
    LineWriter.Answered bar(Accountable actor, CurrentLine currentLine, LineWriter.Asked asked) {
        return moved(
                        actor,
                        currentLine,
                        Act.REGISTRATION_BARRED,
                        RegistrationStatus.SUSPENDED_UNREGISTERED,
                        clock.instant())
                .with("p_client", asked.client())
                .with("p_key", asked.key().bytes())
                .with("p_body_digest", asked.body().bytes())
                .with("p_change", LineChange.SUSPEND.label())
                .with("p_reason", "unregistered")
                .with("p_event", LineChange.SUSPEND.event)
                .with("p_billing", "billing_stop")
                .with("p_detail", "unregistered")
                .row(source, LineWriter.Answered::read);
    }

    /** The number goes to the registration that supplements this one, in its transaction. */
    public void supplement(
            Connection transaction, Accountable actor, CurrentLine currentLine, UUID successor, Instant at) {
        boolean barred = currentLine.registrationStatus == RegistrationStatus.SUSPENDED_UNREGISTERED;
        moved(actor, currentLine, Act.REGISTRATION_SUPPLEMENTED, RegistrationStatus.SUPPLEMENTED, at)
                .with("p_client", null)
                .with("p_key", null)
                .with("p_body_digest", null)
                .with("p_change", SigningEvent.LEGACY_SUPPLEMENT.label())
                .with("p_reason", SigningEvent.LEGACY_SUPPLEMENT.done)
                .with("p_event", "registration.supplemented")
                .with("p_billing", barred ? "billing_resume" : null)
                .with("p_detail", successor.toString())
                .row(transaction, LineWriter.Answered::read);
    }

    private FunctionCall moved(Accountable actor, CurrentLine currentLine, Act act, RegistrationStatus to, Instant at) {
        var draft = Entry.by(actor, act, clock);
        var entry = draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(currentLine.publicId)
                .subject(HexFormat.of().formatHex(vault.commitment(currentLine.key, draft.id())))
                .allowed();
        return FunctionCall.of("registry.move_legacy")
                .with("p_operator", (short) currentLine.operator)
                .with("p_person", currentLine.person)
                .with("p_registration", currentLine.registration)
                .with("p_status", to.name())
                .with("p_event_id", ids.next())
                .with("p_billing_id", ids.next())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_at", at);
    }
}
