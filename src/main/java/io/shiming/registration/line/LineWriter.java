package io.shiming.registration.line;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Accountable;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a change of a line: the row, bound again to its entry, the entry, the events, the number and the count of
 * cards, in one transaction. Who may do what, and when, is not decided here.
 */
@ApplicationScoped
public class LineWriter {
    private final AgroalDataSource source;
    private final Vault vault;
    private final AuditLog log;
    private final PublicIds ids;
    private final Clock clock;

    public LineWriter(AgroalDataSource source, Vault vault, AuditLog log, PublicIds ids, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** The request that a change answers, so that a repetition is answered alike; a job's change has none. */
    record Asked(String client, IdempotencyKey key, RequestDigest body) {}

    /**
     * A change to be written.
     *
     * @param event the kind of its event
     * @param detail what the event says beside its kind
     * @param other the person that the same transaction counts a card for, if any
     * @param moved whether a closed line's number goes to its next line, or is free, at once
     * @param second opaque id of a colleague who agreed, if one had to
     */
    public record Written(
            CurrentLine held,
            LineState next,
            String change,
            String event,
            String detail,
            @Nullable Asked asked,
            @Nullable Long other,
            boolean moved,
            @Nullable String second) {
        /** A change that one person makes. */
        public Written(
                CurrentLine held,
                LineState next,
                String change,
                String event,
                String detail,
                @Nullable Asked asked,
                @Nullable Long other,
                boolean moved) {
            this(held, next, change, event, detail, asked, other, moved, null);
        }

        /** Whether the same person goes on with the number. */
        boolean goesOn() {
            return moved && other != null && other == held.person;
        }
    }

    /** What the key was answered before, or this change is answered now. */
    public Answered write(Accountable actor, Written change, Instant at) {
        return call(actor, change, at).row(source, Answered::read);
    }

    /** The same as part of a transaction. */
    public void write(Connection transaction, Accountable actor, Written change, Instant at) {
        call(actor, change, at).row(transaction, Answered::read);
    }

    private FunctionCall call(Accountable actor, Written change, Instant at) {
        var held = change.held();
        mustStand(actor, held);
        var rows = held.rows().add(BoundRows.LINE, change.next().columns());
        var draft = Entry.by(actor, Act.REGISTRATION_CHANGED, Clock.fixed(after(held.boundTo()), ZoneOffset.UTC));
        var entry = draft.purpose(Purpose.PROVISIONING, LegalBasis.LEGAL_DUTY)
                .registration(held.publicId)
                .subject(HexFormat.of().formatHex(vault.commitment(held.key, draft.id())))
                .fields(told(change))
                .rowDigest(rows.digests())
                .allowed();
        var asked = change.asked();
        var next = change.next();
        return FunctionCall.of("registry.change_line")
                .with("p_operator", (short) held.operator)
                .with("p_client", asked == null ? null : asked.client())
                .with("p_key", asked == null ? null : asked.key().bytes())
                .with("p_body_digest", asked == null ? null : asked.body().bytes())
                .with("p_person", held.person)
                .with("p_registration", held.registration)
                .with("p_expected", held.boundTo())
                .with("p_other_person", change.other())
                .with("p_change", change.change())
                .with("p_status", next.status().name())
                .with("p_reason", next.reason())
                .with("p_activated_at", next.activatedAt())
                .with("p_closed_at", next.closedAt())
                .with("p_moved", change.moved())
                .with("p_event", change.event())
                .with("p_event_id", ids.next())
                .with("p_billing", billing(held.state(), change.goesOn() ? LineState.active(next) : next))
                .with("p_billing_id", ids.next())
                .with("p_detail", change.detail())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_row_salt", rows.salt())
                .with("p_at", at);
    }

    /**
     * Of several entries that bind a row the latest holds, and entries are in the order of their times: another instance,
     * whose clock is a little ahead, may have written the one before.
     */
    private Instant after(UUID before) {
        var next = Instant.ofEpochMilli((before.getMostSignificantBits() >>> 16) + 1); // UUIDv7, RFC 9562 section 5.7
        var now = clock.instant();
        return now.isBefore(next) ? next : now;
    }

    /** What is answered, and the digest of the first request if this one repeats it. */
    static final class Answered {
        private final byte @Nullable [] digest;
        private final LineChangeAnswer answer;

        private Answered(Row row) throws SQLException {
            digest = row.isNull("replay_digest") ? null : row.bytes("replay_digest");
            answer = LineChangeAnswer.read(row);
        }

        static Answered read(Row row) throws SQLException {
            return new Answered(row);
        }

        LineChangeAnswer to(RequestDigest same) {
            if (digest != null && !Arrays.equals(digest, same.bytes())) {
                throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
            }
            return answer;
        }

        UUID registration() {
            return answer.registrationId();
        }
    }

    private void mustStand(Accountable actor, CurrentLine held) {
        if (held.standsAsWritten()) return;
        log.append(Entry.by(actor, Act.INTEGRITY_FAILED, clock)
                .registration(held.publicId)
                .fields(List.of(BoundRows.LINE + " EDITED"))
                .failed(Code.INTEGRITY));
        throw Problem.of(Code.INTEGRITY);
    }

    private static List<String> told(Written change) {
        var told =
                new ArrayList<>(List.of(change.change(), change.next().status().name()));
        if (change.next().reason() != null) told.add(change.next().reason());
        if (change.second() != null) told.add("second " + change.second());
        return told;
    }

    private static @Nullable String billing(LineState before, LineState after) {
        if (before.billed() == after.billed()) return null;
        return after.billed() ? "billing_resume" : "billing_stop";
    }
}
