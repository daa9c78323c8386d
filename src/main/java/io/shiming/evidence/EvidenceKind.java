package io.shiming.evidence;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an image is of. */
public enum EvidenceKind {
    /** The applicant, on site (MIIT opinions of 2016-11). */
    PHOTO,
    /** A document; never without the operator's name, the purpose and the date on it (Order 25 article 9). */
    COPY;

    /** The name in requests, answers and rows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EvidenceKind of(@Nullable String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(label == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT));
    }
}
