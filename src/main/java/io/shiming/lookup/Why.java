package io.shiming.lookup;

import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reasons that a look-up gives, on their way to values. */
final class Why {
    private static final Pattern CASE = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

    private Why() {}

    /** A purpose that is not on the list is as good as none: it permits nothing. */
    static Purpose purpose(@Nullable String name) {
        for (var purpose : Purpose.values()) {
            if (purpose.name().equals(name)) {
                return purpose;
            }
        }
        throw Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED);
    }

    static LegalBasis basis(@Nullable String name) {
        for (var basis : LegalBasis.values()) {
            if (basis.name().equals(name)) {
                return basis;
            }
        }
        throw Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED);
    }

    static @Nullable String caseRef(@Nullable String text) {
        if (text != null && !CASE.matcher(text).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return text;
    }
}
