package io.shiming.registration.line;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Second verifications that the operator's watch over lines asks for, of a line that lives. */
@ApplicationScoped
class ReverificationOrders {
    private final LineReader lines;
    private final Reverifications reverifications;

    ReverificationOrders(LineReader lines, Reverifications reverifications) {
        this.lines = lines;
        this.reverifications = reverifications;
    }

    /** Opens a task, or answers with the one that is open. */
    Reverifications.Task order(Actor actor, IdempotencyKey key, ReverificationResource.ReverificationRequest request) {
        var line = LineReference.of(request.line());
        var asked = new LineWriter.Asked(actor.client(), key, lines.digest(actor, request));
        var cause = request.cause();
        return LineReader.again(() -> {
            var context = lines.context(actor, key, line);
            var held = context.mustHold(line, Code.NOT_FOUND);
            if (context.replay == null && held.state().status() != LineStatus.ACTIVE) {
                throw Problem.of(Code.LINE_STATE);
            }
            return reverifications.open(actor, held, cause, asked);
        });
    }
}
