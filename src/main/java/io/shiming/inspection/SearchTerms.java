package io.shiming.inspection;

import io.shiming.audit.Act;
import io.shiming.audit.Outcome;
import io.shiming.audit.Purpose;
import io.shiming.audit.search.AuditCriteria;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a search request; what is not well formed is INVALID_ARGUMENT, what is too much OUT_OF_RANGE. */
final class SearchTerms {
    private static final Duration USUAL_RANGE = Duration.ofDays(30);
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_CODE = 64;

    private final SearchRequest request;
    private final Instant now;

    SearchTerms(SearchRequest request, Instant now) {
        this.request = request;
        this.now = now;
    }

    @Nullable
    UUID registration() {
        var text = request.registrationId();
        return text == null ? null : UuidText.inBody(text, "/registrationId");
    }

    AuditCriteria criteria(@Nullable Long person) {
        var to = read(request.to(), "/to", Instant::parse);
        var from = read(request.from(), "/from", Instant::parse);
        var end = to == null ? now.plusSeconds(1) : to;
        try {
            return new AuditCriteria(
                    from == null ? end.minus(USUAL_RANGE) : from,
                    end,
                    code(request.actor(), "/actor"),
                    read(request.act(), "/act", Act::valueOf),
                    code(request.store(), "/store"),
                    read(request.purpose(), "/purpose", Purpose::valueOf),
                    read(request.decision(), "/decision", Outcome::valueOf),
                    null,
                    person,
                    request.after() == null ? null : UuidText.inBody(request.after(), "/after"),
                    request.limit() == null ? USUAL_PAGE : request.limit());
        } catch (IllegalArgumentException beyond) {
            var limit = request.limit();
            boolean page = limit != null && (limit < 1 || limit > AuditCriteria.MOST);
            throw Problem.of(Code.OUT_OF_RANGE).at(page ? "/limit" : "/from");
        }
    }

    private static @Nullable String code(@Nullable String text, String field) {
        if (text != null && (text.isEmpty() || text.length() > LONGEST_CODE || text.indexOf('\0') >= 0)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        return text;
    }

    private static <T> @Nullable T read(@Nullable String text, String field, Function<String, T> reader) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
    }
}
