package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a document number itself tells of its holder. */
public record Particulars(
        @Nullable LocalDate bornOn, @Nullable Sex sex) {
    static final Particulars NONE = new Particulars(null, null);

    static Problem invalid() {
        return Problem.of(Code.DOCUMENT_NUMBER_INVALID);
    }

    public static Problem mismatch() {
        return Problem.of(Code.DOC_TYPE_MISMATCH);
    }

    /** Passes a number that tells nothing, or refuses it. */
    static Particulars noneIf(boolean wellFormed) {
        if (!wellFormed) throw invalid();
        return NONE;
    }

    @Override
    public String toString() {
        return "Particulars[withheld]";
    }
}
