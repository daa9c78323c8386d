package io.shiming.registration.line;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.database.OneTransaction;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lines that must be verified a second time: within a day of the notice, else they are suspended; a passed verification
 * brings them back (joint notice of 2021). It is passed by signing again with the event {@code reverify}.
 */
@ApplicationScoped
class Reverifications {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String JOB = "reverification";

    private final AgroalDataSource source;
    private final LineWriter lineWriter;
    private final Vault vault;
    private final RegistrationConfig config;
    private final PublicIds ids;
    private final Clock clock;

    Reverifications(
            AgroalDataSource source,
            LineWriter lineWriter,
            Vault vault,
            RegistrationConfig config,
            PublicIds ids,
            Clock clock) {
        this.source = source;
        this.lineWriter = lineWriter;
        this.vault = vault;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A second verification that has been asked for.
     *
     * @param dueAt when the line is suspended unless it is passed
     * @param outcome PASSED or EXPIRED, once it is over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Task(
            UUID reverificationId,
            UUID registrationId,
            String cause,
            Instant dueAt,
            @Nullable String outcome,
            Receipt receipt)
            implements Receipted {

        static Task read(Row row) throws SQLException {
            return new Task(
                    row.uuid("task"),
                    row.uuid("registration"),
                    row.text("task_cause"),
                    row.instant("due_at"),
                    row.textOrNull("task_outcome"),
                    Receipt.of(row.uuid("task_entry"), row.bytes("task_leaf")));
        }
    }

    /** Opens a task for the line, or answers with the one that is open; the line must be active. */
    Task open(Actor actor, CurrentLine currentLine, String cause, LineWriter.Asked asked) {
        var at = clock.instant();
        var draft = Entry.by(actor, Act.REVERIFICATION_ORDERED, clock);
        var entry = draft.purpose(Purpose.FRAUD_PREVENTION, LegalBasis.LEGAL_DUTY)
                .registration(currentLine.publicId)
                .subject(HexFormat.of().formatHex(vault.commitment(currentLine.key, draft.id())))
                .requestDigest(HexFormat.of().formatHex(asked.body().bytes()))
                .allowed();
        return FunctionCall.of("registry.open_reverification")
                .with("p_operator", (short) actor.operator())
                .with("p_client", asked.client())
                .with("p_key", asked.key().bytes())
                .with("p_body_digest", asked.body().bytes())
                .with("p_person", currentLine.person)
                .with("p_registration", currentLine.registration)
                .with("p_public_id", ids.next())
                .with("p_cause", cause)
                .with("p_due_at", at.plus(DAY))
                .with("p_event_id", ids.next())
                .with("p_entry_id", entry.id())
                .with("p_entry", entry.bytes())
                .with("p_at", at)
                .rows(source, row -> answered(row, asked.body()))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.IDEMPOTENCY_KEY_REUSED)); // the key was another write's
    }

    private static Task answered(Row row, RequestDigest same) throws SQLException {
        if (!row.isNull("replay_digest") && !Arrays.equals(row.bytes("replay_digest"), same.bytes())) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
        }
        return Task.read(row);
    }

    /** Suspends the lines whose day is over. A line is suspended once, however many instances look. */
    void expire(int operator) {
        var now = clock.instant();
        var overdue = FunctionCall.of("registry.overdue_lines")
                .with("p_operator", (short) operator)
                .with("p_now", now)
                .with("p_most", config.pendingBatch())
                .rows(source, row -> new CurrentLine(operator, row));
        for (var currentLine : overdue) {
            try {
                expire(currentLine, now);
            } catch (RuleRefusal refusal) {
                if (refusal.rule() != Rule.LINE_CHANGED) throw refusal;
                continue; // changed by another instance, or by its holder: the next round looks again
            }
        }
    }

    private void expire(CurrentLine currentLine, Instant now) {
        OneTransaction.run(source, transaction -> {
            if (currentLine.state().status() == LineStatus.ACTIVE) {
                var next = currentLine.state().now(LineStatus.SUSPENDED, JOB, now);
                lineWriter.write(
                        transaction,
                        new ServiceItself(currentLine.operator, JOB),
                        new LineWriter.Written(
                                currentLine, next, "suspend", LineChange.SUSPEND.event, JOB, null, null, false),
                        now);
            }
            boolean mine = FunctionCall.of("registry.end_reverification")
                    .with("p_operator", (short) currentLine.operator)
                    .with("p_person", currentLine.person)
                    .with("p_registration", currentLine.registration)
                    .with("p_outcome", "EXPIRED")
                    .with("p_at", now)
                    .row(transaction, row -> row.flag("end_reverification"));
            if (!mine) transaction.rollback();
            return mine;
        });
    }
}
