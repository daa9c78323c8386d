package io.shiming.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lines going live, suspended, resumed and closed, as the operator's provisioning says. */
@ApplicationScoped
class LineChanges {
    private static final int ROUNDS = 8;
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(60);

    private final AgroalDataSource source;
    private final LineBook book;
    private final Reverifications reverifications;
    private final LegacyMoves legacy;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    LineChanges(
            AgroalDataSource source,
            LineBook book,
            Reverifications reverifications,
            LegacyMoves legacy,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        this.source = source;
        this.book = book;
        this.reverifications = reverifications;
        this.legacy = legacy;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    LineChangeAnswer change(Actor actor, IdempotencyKey key, LineChangeRequest request) {
        var change = LineChange.of(request.change());
        var reason = change.reason(request.reason());
        var activatedAt = activatedAt(change, request.activatedAt());
        var line = Line.of(request.line());
        var asked = new LineBook.Asked(actor.client(), key.text(), digest(actor, request));
        var unknown = change == LineChange.ACTIVATE ? Code.NOT_REGISTERED : Code.NOT_FOUND;
        return again(() -> {
            var context = context(actor, key, line);
            if (context.replay != null) {
                return context.replay.to(asked.body());
            }
            var held = context.mustHold(line, unknown);
            if (change == LineChange.ACTIVATE && held.line == null) {
                throw Problem.of(Code.NOT_REGISTERED);
            }
            if (held.incomplete() && change == LineChange.SUSPEND && "unregistered".equals(reason)) {
                return legacy.bar(actor, held, asked).to(asked.body());
            }
            return write(actor, change, held, reason, activatedAt, asked).to(asked.body());
        });
    }

    /** Opens a second verification of the line. */
    Reverifications.Task reverify(
            Actor actor, IdempotencyKey key, ReverificationResource.ReverificationRequest request) {
        var line = Line.of(request.line());
        var asked = new LineBook.Asked(actor.client(), key.text(), digest(actor, request));
        var cause = String.valueOf(request.cause());
        return again(() -> {
            var context = context(actor, key, line);
            var held = context.mustHold(line, Code.NOT_FOUND);
            if (context.replay == null && held.state().status() != LineStatus.ACTIVE) {
                throw Problem.of(Code.LINE_STATE);
            }
            return reverifications.open(actor, held, cause, asked);
        });
    }

    /** Each lost round means that somebody else changed the line meanwhile. */
    private static <T> T again(Supplier<T> round) {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                return round.get();
            } catch (RuleRefusal changedMeanwhile) {
                if (!changedMeanwhile.state().equals("SM004")) throw Problem.unavailable(changedMeanwhile);
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    /** A line by its kind and number. */
    private record Line(ServiceType type, ServiceNumber number) {
        static Line of(LineStatusResource.@Nullable LineQuestion asked) {
            if (asked == null) {
                throw Problem.of(Code.FIELD_REQUIRED);
            }
            var type = ServiceType.of(asked.type());
            return new Line(type, type.line(asked.number(), asked.accessAccount()));
        }

        @Override
        public String toString() {
            return "Line[withheld]";
        }
    }

    private LineBook.Answered write(
            Actor actor,
            LineChange change,
            HeldLine held,
            @Nullable String reason,
            @Nullable Instant activatedAt,
            LineBook.Asked asked) {
        var at = clock.instant();
        var next = change.apply(held.state(), reason, activatedAt == null ? at : activatedAt);
        var detail = reason == null ? held.serviceType : reason;
        return book.write(
                actor, new LineBook.Written(held, next, change.label(), change.event, detail, asked, null, false), at);
    }

    private Context context(Actor actor, IdempotencyKey key, Line line) {
        return FunctionCall.of("registry.change_context")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", key.text())
                .with("p_number_indexes", indexes(actor.operator(), line.number()))
                .row(source, row -> new Context(actor.operator(), row));
    }

    private static final class Context {
        final LineBook.@Nullable Answered replay;
        final @Nullable HeldLine held;

        Context(int operator, Row row) throws SQLException {
            replay = row.isNull("replay_digest") ? null : LineBook.Answered.read(row);
            held = HeldLine.read(operator, row);
        }

        HeldLine mustHold(Line line, Code unknown) {
            if (held == null || !held.serviceType.equals(line.type().label())) {
                throw Problem.of(unknown);
            }
            return held;
        }
    }

    private byte[][] indexes(int operator, ServiceNumber number) {
        return vault.toFind(operator, IndexKind.NUMBER, number.canonical()).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }

    private @Nullable Instant activatedAt(LineChange change, @Nullable String given) {
        if ((given == null) == (change == LineChange.ACTIVATE)) {
            throw Problem.of(given == null ? Code.FIELD_REQUIRED : Code.FIELD_NOT_ALLOWED);
        }
        if (given == null) return null;
        try {
            var at = Instant.parse(given);
            if (at.isAfter(clock.instant().plus(CLOCK_SLACK))) throw Problem.of(Code.OUT_OF_RANGE);
            return at;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private Digest digest(Actor actor, Object request) {
        try {
            return new Digest(vault.requestDigest(actor.operator(), json.writeValueAsBytes(request)));
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
