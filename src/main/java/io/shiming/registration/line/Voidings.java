package io.shiming.registration.line;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signings that the counter made by mistake, taken back before the line lives. */
@ApplicationScoped
class Voidings {
    private final LineReader lines;
    private final LineWriter lineWriter;
    private final Clock clock;

    Voidings(LineReader lines, LineWriter lineWriter, Clock clock) {
        this.lines = lines;
        this.lineWriter = lineWriter;
        this.clock = clock;
    }

    /** The line closed, its number free and its card given back; LINE_LIVES once the network has activated it. */
    LineChangeAnswer voided(
            Actor actor,
            IdempotencyKey key,
            UUID registration,
            @Nullable String given,
            @Nullable SecondReviewer second) {
        var reason = LineChange.VOID.reason(given);
        if (reason == null || second == null) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
        var digest = lines.digest(actor, List.of("void", registration, reason));
        var asked = new LineWriter.Asked(actor.client(), key, digest);
        return LineReader.again(() -> {
            var context = lines.voidContext(actor, key, registration, second, digest);
            context.mustServe();
            if (context.replay != null) {
                return context.replay.to(digest);
            }
            return write(actor, context.mustBeVoidable(), reason, asked, second).to(digest);
        });
    }

    private LineWriter.Answered write(
            Actor actor, CurrentLine line, String reason, LineWriter.Asked asked, SecondReviewer second) {
        var at = clock.instant();
        var next = LineChange.VOID.apply(line.state(), reason, at);
        var change = new LineWriter.Written(
                line,
                next,
                LineChange.VOID.label(),
                LineChange.VOID.event,
                reason,
                asked,
                null,
                true, // no caller has had it, so that it need not rest
                second.actor());
        return lineWriter.write(actor, change, at);
    }
}
