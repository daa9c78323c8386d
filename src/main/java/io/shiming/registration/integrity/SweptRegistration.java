package io.shiming.registration.integrity;

import io.shiming.database.Row;
import java.sql.SQLException;
import java.util.UUID;

/**
 * How a registration stands, apart from its digested columns.
 *
 * @param entry the entry that its status is said to come from
 * @param leaf that entry's leaf hash, in hexadecimal
 * @param holdsNumber whether the directory of numbers leads to it
 * @param pastKept whether its line is not over, or the past tenures of the number lead to it
 * @param inName whether its number is the person's, so that no other registration may have it
 * @param cardsCounted whether its person's count of cards is the number of the person's open mobile lines
 * @param personTold whether its person's documents are those that open joins lead to
 */
record SweptRegistration(
        long person,
        long registration,
        UUID publicId,
        String status,
        UUID entry,
        String leaf,
        boolean holdsNumber,
        boolean pastKept,
        boolean inName,
        boolean cardsCounted,
        boolean personTold) {
    static SweptRegistration read(Row row) throws SQLException {
        return new SweptRegistration(
                row.number("person_id"),
                row.number("registration_id"),
                row.uuid("public_id"),
                row.text("status"),
                row.uuid("entry_id"),
                row.text("leaf"),
                row.flag("holds_number"),
                row.flag("past_kept"),
                row.flag("in_name"),
                row.flag("cards_counted"),
                row.flag("person_told"));
    }
}
