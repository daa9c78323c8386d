package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import io.shiming.database.OneTransaction;
import io.shiming.registration.application.Application;
import io.shiming.registration.line.CurrentLine;
import io.shiming.registration.line.LegacyMoves;
import io.shiming.registration.line.LineStatus;
import io.shiming.registration.line.LineWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number goes on under a new registration: the old line is closed and the new one signed in one transaction, so that a
 * number never has two holders nor, between the two, none.
 */
@ApplicationScoped
class Succession {
    private final AgroalDataSource source;
    private final SigningStatements contracts;
    private final LineWriter book;
    private final LegacyMoves legacy;

    Succession(AgroalDataSource source, SigningStatements contracts, LineWriter book, LegacyMoves legacy) {
        this.source = source;
        this.contracts = contracts;
        this.book = book;
        this.legacy = legacy;
    }

    /** Writes both ends; an earlier write if the key has been used, and then nothing else. */
    Optional<SigningContext.Replay> write(SigningWrite signed, CurrentLine before) {
        return OneTransaction.run(source, transaction -> {
            close(transaction, signed, before);
            var replay = contracts.sign(transaction, signed);
            if (replay.isPresent()) {
                transaction.rollback();
            } else {
                link(transaction, signed, before);
                pass(transaction, signed, before);
            }
            return replay;
        });
    }

    /** What the log binds of it: what the registration took over from, and by which papers. */
    static SortedMap<String, String> columns(Application application, CurrentLine before) {
        var columns = new TreeMap<String, String>();
        columns.put("event", application.event());
        columns.put("predecessor", before.publicId.toString());
        var former = application.formerHolder;
        if (former != null) {
            columns.put("release", former.release);
            if (former.actedBy != null) columns.put("actedBy", former.actedBy.part());
            if (former.deathCertificate != null) columns.put("deathCertificate", former.deathCertificate);
        }
        return columns;
    }

    private void close(Connection transaction, SigningWrite signed, CurrentLine before) {
        var event = signed.application().event;
        if (before.line == null) {
            legacy.supplement(transaction, signed.actor(), before, signed.publicId(), signed.at());
            return;
        }
        var next = before.state().now(LineStatus.CLOSED, event.done, signed.at());
        var closing = new LineWriter.Written(
                before,
                next,
                event.label(),
                "line." + event.done,
                signed.publicId().toString(),
                null,
                signed.context().person,
                true);
        book.write(transaction, signed.actor(), closing, signed.at());
    }

    /** A new signing verifies its person again: a second verification that was asked for is passed. */
    private static void pass(Connection transaction, SigningWrite signed, CurrentLine before) {
        FunctionCall.of("registry.end_reverification")
                .with("p_operator", (short) before.operator)
                .with("p_person", before.person)
                .with("p_registration", before.registration)
                .with("p_outcome", "PASSED")
                .with("p_at", signed.at())
                .row(transaction, row -> row.flag("end_reverification"));
    }

    private static void link(Connection transaction, SigningWrite signed, CurrentLine before) throws SQLException {
        var former = signed.application().formerHolder;
        FunctionCall.of("registry.succeed")
                .with("p_operator", (short) signed.actor().operator())
                .with("p_person", signed.context().person)
                .with("p_registration", signed.context().registration)
                .with("p_event", signed.application().event())
                .with("p_predecessor", before.publicId)
                .with("p_release", former == null ? null : former.release)
                .with("p_acted_by", former == null || former.actedBy == null ? null : former.actedBy.part())
                .with("p_death", former == null ? null : former.deathCertificate)
                .with("p_entry_id", signed.entry().id())
                .with("p_row_salt", signed.rows().salt())
                .row(transaction, row -> true);
    }
}
