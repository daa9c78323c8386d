package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Until when a document is valid: through a printed day, in Asia/Shanghai, or for as long as it is not withdrawn. */
public final class Validity {
    private static final String LONG_TERM = "long-term";
    private static final Validity WITHOUT_END = new Validity(null);

    private final @Nullable LocalDate lastDay;

    private Validity(@Nullable LocalDate lastDay) {
        this.lastDay = lastDay;
    }

    /** Valid through this day. */
    public static Validity until(LocalDate lastDay) {
        return new Validity(lastDay);
    }

    /** 长期, as on the card of a citizen of forty-six or more. */
    public static Validity longTerm() {
        return WITHOUT_END;
    }

    /** Reads what {@link #text} writes: {@code YYYY-MM-DD} or {@code long-term}; else DOCUMENT_DATES_INVALID. */
    public static Validity of(String text) {
        if (text.equals(LONG_TERM)) return WITHOUT_END;
        return until(PrintedDate.ofIso(text).orElseThrow(() -> Problem.of(Code.DOCUMENT_DATES_INVALID)));
    }

    /** The last day; none if long-term. */
    public Optional<LocalDate> lastDay() {
        return Optional.ofNullable(lastDay);
    }

    public boolean isLongTerm() {
        return lastDay == null;
    }

    /** Whether the day is not past the last one. */
    public boolean covers(LocalDate day) {
        return lastDay == null || !day.isAfter(lastDay);
    }

    /** The form for storage and interfaces. */
    public String text() {
        return lastDay == null ? LONG_TERM : lastDay.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Validity that && Objects.equals(lastDay, that.lastDay);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(lastDay);
    }

    @Override
    public String toString() {
        return "Validity[withheld]";
    }
}
