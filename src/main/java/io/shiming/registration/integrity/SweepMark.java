package io.shiming.registration.integrity;

import io.shiming.database.Row;
import java.sql.SQLException;
import java.util.UUID;

/**
 * How far a pass has come: first all registrations, then all entries, then again.
 *
 * @param passes passes that were finished
 */
record SweepMark(long person, long registration, UUID entry, long passes) {
    private static final UUID FIRST = new UUID(0, 0);

    static SweepMark read(Row row) throws SQLException {
        return new SweepMark(
                row.number("person_id"), row.number("registration_id"), row.uuid("after_entry"), row.number("passes"));
    }

    SweepMark at(SweptRegistration last) {
        return new SweepMark(last.person(), last.registration(), entry, passes);
    }

    SweepMark at(UUID lastEntry) {
        return new SweepMark(person, registration, lastEntry, passes);
    }

    boolean inEntries() {
        return person == Long.MAX_VALUE;
    }

    SweepMark registrationsDone() {
        return new SweepMark(Long.MAX_VALUE, 0, FIRST, passes);
    }

    SweepMark entriesDone() {
        return new SweepMark(0, 0, FIRST, passes + 1);
    }
}
