package io.shiming.registration.person;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/**
 * Ends a join that was wrong. Registrations never moved, so each document has its own again, and the cards of both people are
 * counted from their lines. Within the caller's transaction.
 */
@ApplicationScoped
class Splits {
    private final AgroalDataSource source;
    private final JoinEntries entries;
    private final Clock clock;

    Splits(AgroalDataSource source, JoinEntries entries, Clock clock) {
        this.source = source;
        this.entries = entries;
        this.clock = clock;
    }

    /** An open join with what tells of it. */
    private record Open(long person, long registration, UUID publicId, int ordinal, UUID otherPublicId, Join join) {
        static Open read(UUID id, Row row) throws SQLException {
            return new Open(
                    row.number("person"),
                    row.number("registration"),
                    row.uuid("public_id"),
                    (int) row.number("ordinal"),
                    row.uuid("other_public_id"),
                    Join.read(id, row));
        }
    }

    JoinView split(Actor officer, UUID join, String caseRef) {
        var open = FunctionCall.of("registry.split_context")
                .with("p_operator", (short) officer.operator())
                .with("p_join", join)
                .rows(source, row -> Open.read(join, row))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        var at = clock.instant();
        var rows = new BoundRows(officer.operator(), open.person, open.registration)
                .add(BoundRows.JOIN + open.ordinal, open.join.columns(caseRef, officer.actor(), at));
        entries.of(officer, Act.PERSONS_SPLIT, caseRef).about(open.join.other(), open.otherPublicId);
        var receipt = entries.of(officer, Act.PERSONS_SPLIT, caseRef)
                .bound(open.person, open.publicId, rows, entry -> FunctionCall.of("registry.split_people")
                        .with("p_person", open.person)
                        .with("p_registration", open.registration)
                        .with("p_ordinal", open.ordinal)
                        .with("p_other", open.join.other())
                        .with("p_case", caseRef)
                        .with("p_ended_by", officer.actor())
                        .with("p_entry_id", entry)
                        .with("p_row_salt", rows.salt())
                        .with("p_at", at)
                        .row(source, row -> true));
        return new JoinView(join, open.publicId, open.otherPublicId, "SPLIT", receipt);
    }
}
