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
    private final SigningStatements signingStatements;
    private final LineWriter lineWriter;
    private final LegacyMoves legacy;

    Succession(
            AgroalDataSource source, SigningStatements signingStatements, LineWriter lineWriter, LegacyMoves legacy) {
        this.source = source;
        this.signingStatements = signingStatements;
        this.lineWriter = lineWriter;
        this.legacy = legacy;
    }

    /** Writes both ends; an earlier write if the key has been used, and then nothing else. */
    Optional<SigningContext.Replay> write(SigningWrite signingWrite, CurrentLine before) {
        return OneTransaction.run(source, transaction -> {
            close(transaction, signingWrite, before);
            var replay = signingStatements.sign(transaction, signingWrite, before.line == null ? null : before.person);
            if (replay.isPresent()) {
                transaction.rollback();
            } else {
                link(transaction, signingWrite, before);
                pass(transaction, signingWrite, before);
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

    private void close(Connection transaction, SigningWrite signingWrite, CurrentLine before) {
        var event = signingWrite.application().event;
        if (before.line == null) {
            legacy.supplement(transaction, signingWrite.actor(), before, signingWrite.publicId(), signingWrite.at());
            return;
        }
        var next = before.state().now(LineStatus.CLOSED, event.done, signingWrite.at());
        var closing = new LineWriter.Written(
                before,
                next,
                event.label(),
                "line." + event.done,
                signingWrite.publicId().toString(),
                null,
                signingWrite.context().person,
                true);
        lineWriter.write(transaction, signingWrite.actor(), closing, signingWrite.at());
    }

    /** A new signing verifies its person again: a second verification that was asked for is passed. */
    private static void pass(Connection transaction, SigningWrite signingWrite, CurrentLine before) {
        FunctionCall.of("registry.end_reverification")
                .with("p_operator", (short) before.operator)
                .with("p_person", before.person)
                .with("p_registration", before.registration)
                .with("p_outcome", "PASSED")
                .with("p_at", signingWrite.at())
                .row(transaction, row -> row.flag("end_reverification"));
    }

    private static void link(Connection transaction, SigningWrite signingWrite, CurrentLine before)
            throws SQLException {
        var former = signingWrite.application().formerHolder;
        FunctionCall.of("registry.succeed")
                .with("p_operator", (short) signingWrite.actor().operator())
                .with("p_person", signingWrite.context().person)
                .with("p_registration", signingWrite.context().registration)
                .with("p_event", signingWrite.application().event())
                .with("p_predecessor", before.publicId)
                .with("p_release", former == null ? null : former.release)
                .with("p_acted_by", former == null || former.actedBy == null ? null : former.actedBy.part())
                .with("p_death", former == null ? null : former.deathCertificate)
                .with("p_entry_id", signingWrite.entry().id())
                .with("p_row_salt", signingWrite.rows().salt())
                .row(transaction, row -> true);
    }
}
