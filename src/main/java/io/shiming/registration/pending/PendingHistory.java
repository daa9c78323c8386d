package io.shiming.registration.pending;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import io.shiming.limits.Limits;
import io.shiming.limits.OpeningHistory;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What the register knows of a person whose application waited, when it is decided. While it waited nothing of it was told at
 * the counter.
 *
 * @param person the agreed digest
 * @param limits as {@code registry.limits_of} worded it: the decision compares it with what holds when it writes
 */
record PendingHistory(String person, LocalDate day, String limits) {
    static PendingHistory read(AgroalDataSource source, WaitingApplication waiting, String person, LocalDate day) {
        var call = FunctionCall.of("registry.limits_of_waiting")
                .with("p_operator", (short) waiting.operator())
                .with("p_person", waiting.person())
                .with("p_digest", person)
                .with("p_day", day)
                .with("p_except", waiting.registration());
        return new PendingHistory(person, day, call.row(source, row -> row.text(call.name())));
    }

    /** Refuses as at the counter; openings after this application do not count against it. */
    void mustPermitCard(Limits rules, Instant appliedAt) {
        rules.mustPermitCard(OpeningHistory.read(limits).asOf(appliedAt), appliedAt);
    }
}
