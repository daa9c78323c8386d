package io.shiming.registration.line;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done to a registered line, from which state, and why. */
enum LineChange {
    ACTIVATE("line.activated", EnumSet.of(LineStatus.ACTIVE), LineStatus.ACTIVE, Set.of()),
    SUSPEND(
            "line.suspended",
            EnumSet.of(LineStatus.ACTIVE),
            LineStatus.SUSPENDED,
            Set.of("subscriber_request", "lost", "unregistered", "arrears", "fraud_suspect", "authority_order")),
    RESUME("line.resumed", EnumSet.of(LineStatus.SUSPENDED), LineStatus.ACTIVE, Set.of()),
    RESTRICT(
            "line.restricted",
            EnumSet.of(LineStatus.ACTIVE, LineStatus.SUSPENDED),
            LineStatus.RESTRICTED,
            Set.of("verification_failed", "fraud_suspect")),
    CLOSE(
            "line.closed",
            EnumSet.of(LineStatus.ACTIVE, LineStatus.SUSPENDED, LineStatus.RESTRICTED),
            LineStatus.CLOSED,
            Set.of("subscriber_request", "unregistered", "arrears", "fraud", "authority_order")),
    /** The number goes to another operator with its holder: here its tenure ends, and it does not rest. */
    PORT_OUT("line.ported_out", EnumSet.of(LineStatus.ACTIVE), LineStatus.CLOSED, Set.of("subscriber_request")),
    /** A signing that was a mistake of the counter, before the line lives; not provisioning's to make. */
    VOID(
            "line.voided",
            EnumSet.of(LineStatus.ACTIVE), // a line that is barred does not slip out of its bar to be signed again
            LineStatus.CLOSED,
            Set.of("wrong_number", "wrong_person", "wrong_product", "signed_twice"));

    /** The event that tells of it. */
    final String event;

    private final Set<LineStatus> from;
    private final LineStatus to;
    private final Set<String> reasons;

    LineChange(String event, Set<LineStatus> from, LineStatus to, Set<String> reasons) {
        this.event = event;
        this.from = from;
        this.to = to;
        this.reasons = reasons;
    }

    static LineChange of(@Nullable String label) {
        return Arrays.stream(values())
                .filter(change -> change != VOID && change.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(label == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                        .at("/change"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a closed line's number is free at once. */
    boolean freesTheNumber() {
        return this == PORT_OUT || this == VOID;
    }

    /** The reason a request gives; one of those this change can have, or none where it needs none. */
    @Nullable
    String reason(@Nullable String given) {
        if (given == null) {
            if (!reasons.isEmpty()) throw Problem.of(Code.FIELD_REQUIRED).at("/reason");
            return null;
        }
        if (!reasons.contains(given)) throw Problem.of(Code.INVALID_ARGUMENT).at("/reason");
        return given;
    }

    /** How the line stands afterwards; LINE_STATE if it cannot be done now. */
    LineState apply(LineState line, @Nullable String why, Instant at) {
        boolean locked = this == RESUME && "reverification".equals(line.reason()); // a passed verification resumes it
        if (this == VOID && line.activatedAt() != null) {
            throw Problem.of(Code.LINE_LIVES);
        }
        if (!from.contains(line.status()) || locked) {
            throw Problem.of(Code.LINE_STATE);
        }
        return this == ACTIVATE ? live(line, at) : line.now(to, why, at);
    }

    private static LineState live(LineState line, Instant at) {
        if (line.activatedAt() != null) {
            throw Problem.of(Code.LINE_STATE);
        }
        var opened = line.openedAt();
        if (at.isBefore(opened) && !sameTime(at, opened)) { // Order 25 article 3: registered first
            throw Problem.of(Code.ACTIVATED_TOO_EARLY);
        }
        return line.activated(at.isBefore(opened) ? opened : at);
    }

    /** Whether a time that was rounded down to seconds or milliseconds may be this one. */
    private static boolean sameTime(Instant rounded, Instant exact) {
        return Stream.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS)
                .anyMatch(unit -> rounded.equals(exact.truncatedTo(unit)));
    }
}
