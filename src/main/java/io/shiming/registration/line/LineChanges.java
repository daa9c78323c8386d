package io.shiming.registration.line;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Lines going live, suspended, resumed and closed, as the operator's provisioning says. */
@ApplicationScoped
class LineChanges {
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(60);

    private final LineReader lines;
    private final LineWriter lineWriter;
    private final LegacyMoves legacy;
    private final Clock clock;

    LineChanges(LineReader lines, LineWriter lineWriter, LegacyMoves legacy, Clock clock) {
        this.lines = lines;
        this.lineWriter = lineWriter;
        this.legacy = legacy;
        this.clock = clock;
    }

    LineChangeAnswer change(Actor actor, IdempotencyKey key, LineChangeRequest request) {
        var change = LineChange.of(request.change());
        var reason = change.reason(request.reason());
        var activatedAt = activatedAt(change, request.activatedAt());
        var line = LineReference.of(request.line());
        var asked = new LineWriter.Asked(actor.client(), key, lines.digest(actor, request));
        var unknown = change == LineChange.ACTIVATE ? Code.NOT_REGISTERED : Code.NOT_FOUND;
        return LineReader.again(() -> {
            var context = lines.context(actor, key, line);
            if (context.replay != null) {
                return context.replay.to(asked.body());
            }
            var currentLine = context.mustHold(line, unknown);
            if (change == LineChange.ACTIVATE && currentLine.line == null) {
                throw Problem.of(Code.NOT_REGISTERED);
            }
            if (currentLine.incomplete() && change == LineChange.SUSPEND && "unregistered".equals(reason)) {
                return legacy.bar(actor, currentLine, asked).to(asked.body());
            }
            return write(actor, change, currentLine, reason, activatedAt, asked).to(asked.body());
        });
    }

    private LineWriter.Answered write(
            Actor actor,
            LineChange change,
            CurrentLine currentLine,
            @Nullable String reason,
            @Nullable Instant activatedAt,
            LineWriter.Asked asked) {
        var at = clock.instant();
        var next = change.apply(currentLine.state(), reason, activatedAt == null ? at : activatedAt);
        var detail = reason == null ? currentLine.serviceType : reason;
        return lineWriter.write(
                actor,
                new LineWriter.Written(
                        currentLine, next, change.label(), change.event, detail, asked, null, change.freesTheNumber()),
                at);
    }

    private @Nullable Instant activatedAt(LineChange change, @Nullable String given) {
        if ((given == null) == (change == LineChange.ACTIVATE)) {
            throw Problem.of(given == null ? Code.FIELD_REQUIRED : Code.FIELD_NOT_ALLOWED)
                    .at("/activatedAt");
        }
        if (given == null) return null;
        try {
            var at = Instant.parse(given);
            if (at.isAfter(clock.instant().plus(CLOCK_SLACK)))
                throw Problem.of(Code.OUT_OF_RANGE).at("/activatedAt");
            return at;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/activatedAt");
        }
    }
}
