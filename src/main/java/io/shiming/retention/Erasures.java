package io.shiming.retention;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.Accountable;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.vault.KeyErasure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which people are erased. A person's rows are deleted once, in one transaction with their entries. The
 * caller that took the key destroys it afterwards. A person with a service, a hold or a term still running is not
 * erased.
 */
@ApplicationScoped
class Erasures {
    private final AgroalDataSource source;
    private final KeyErasure keys;
    private final RetentionConfig config;
    private final Clock clock;

    Erasures(AgroalDataSource source, KeyErasure keys, RetentionConfig config, Clock clock) {
        this.source = source;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /** Whether this instance may: rows without their key would be half an erasure. */
    boolean possible() {
        return keys.possible();
    }

    /** A person whose term is over. */
    record Due(long person, List<UUID> registrations) {
        private static Due read(Row row) throws SQLException {
            return new Due(row.number("person"), row.uuids("registrations"));
        }
    }

    List<Due> due(int operator, RetentionTerm.Over over, int most) {
        return FunctionCall.of("registry.due_for_erasure")
                .with("p_operator", (short) operator)
                .with("p_ended_before", over.endedBefore())
                .with("p_refused_before", over.refusedBefore())
                .with("p_most", most)
                .rows(source, Due::read);
    }

    /**
     * True if the rows are gone now; false if another caller was first, or the person is not due any more.
     *
     * @param caseRef the order that it is done for, if any
     */
    boolean eraseRows(Accountable by, Due due, RetentionTerm.Over over, @Nullable String caseRef) {
        var entries = due.registrations().stream()
                .map(registration -> entry(by, registration, caseRef).bytes())
                .toArray(byte[][]::new);
        return FunctionCall.of("registry.erase_rows")
                .with("p_operator", (short) by.operator())
                .with("p_person", due.person())
                .with("p_ended_before", over.endedBefore())
                .with("p_refused_before", over.refusedBefore())
                .with("p_entries", entries)
                .with("p_at", clock.instant())
                .row(source, row -> row.flag("erase_rows"));
    }

    private Entry entry(Accountable by, UUID registration, @Nullable String caseRef) {
        var draft = Entry.by(by, Act.SUBJECT_ERASED, clock)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(registration);
        return (caseRef == null ? draft : draft.caseRef(caseRef)).allowed();
    }

    /** Destroys the keys of at most so many people whose rows are gone; how many there were. */
    int destroyKeys(Accountable by, int most) {
        var taken = taken(by.operator(), most);
        for (long person : taken) {
            keys.destroy(by, person);
            FunctionCall.of("registry.end_erasure")
                    .with("p_operator", (short) by.operator())
                    .with("p_person", person)
                    .with("p_at", clock.instant())
                    .row(source, row -> true);
        }
        return taken.size();
    }

    private List<Long> taken(int operator, int most) {
        var now = clock.instant();
        return FunctionCall.of("registry.take_erasures")
                .with("p_operator", (short) operator)
                .with("p_now", now)
                .with("p_until", now.plus(config.taken()))
                .with("p_most", most)
                .rows(source, row -> row.number("person"));
    }
}
