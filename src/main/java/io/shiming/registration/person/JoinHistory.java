package io.shiming.registration.person;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The joins of a document, open and ended. It names registrations and staff by their ids, and no person. */
@ApplicationScoped
class JoinHistory {
    private final AgroalDataSource source;
    private final OperatorTransaction transaction;
    private final AuditLog log;
    private final Clock clock;

    JoinHistory(AgroalDataSource source, OperatorTransaction transaction, AuditLog log, Clock clock) {
        this.source = source;
        this.transaction = transaction;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A join.
     *
     * @param registrationId a registration of the one document; null once that document is erased
     * @param otherRegistrationId the same of the other document
     * @param basis COUNTER or CASE
     * @param status JOINED or SPLIT
     * @param agreedBy the second reviewer at the counter
     */
    record Told(
            UUID joinId,
            @Nullable UUID registrationId,
            @Nullable UUID otherRegistrationId,
            String status,
            String basis,
            @Nullable String caseRef,
            String joinedBy,
            @Nullable String agreedBy,
            Instant joinedAt,
            @Nullable String endedCase,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {
        private static Told read(Row row) throws SQLException {
            boolean open = row.isNull("ended");
            return new Told(
                    row.uuid("id"),
                    row.isNull("registration") ? null : row.uuid("registration"),
                    row.isNull("other_registration") ? null : row.uuid("other_registration"),
                    open ? "JOINED" : "SPLIT",
                    row.text("known_by"),
                    row.textOrNull("joined_case"),
                    row.text("joiner"),
                    row.textOrNull("agreeing"),
                    row.instant("joined"),
                    row.textOrNull("split_case"),
                    row.textOrNull("splitter"),
                    open ? null : row.instant("ended"));
        }
    }

    /** The oldest first; the receipt is that of the listing. */
    record Listed(List<Told> joins, Receipt receipt) implements Receipted {}

    /** NOT_FOUND without such a registration. The entry is in the own part of the log of its document. */
    Listed of(Actor actor, UUID registration) {
        return transaction.run(actor, () -> {
            long person = FunctionCall.of("registry.registration_of")
                    .with("p_operator", (short) actor.operator())
                    .with("p_public_id", registration)
                    .with("p_document_indexes", null)
                    .rows(source, row -> row.number("person_id"))
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
            var joins = FunctionCall.of("registry.joins_of")
                    .with("p_person", person)
                    .rows(source, Told::read);
            var entry = Entry.by(actor, Act.PERSON_JOINS_READ, clock)
                    .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                    .registration(registration)
                    .count(joins.size())
                    .aroundSubject();
            return new Listed(joins, log.appendWithin(entry, person));
        });
    }
}
