package io.shiming.lookup;

import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a caller asks. A purpose or basis that is not on the list is as good as none: it permits nothing.
 *
 * @param purpose what for
 * @param basis on which ground
 * @param caseRef the case, if any
 */
record Stated(Purpose purpose, LegalBasis basis, @Nullable String caseRef) {
    private static final Pattern CASE = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

    static Stated of(@Nullable String purpose, @Nullable String basis, @Nullable String caseRef) {
        var stated = new Stated(word(Purpose.values(), purpose), word(LegalBasis.values(), basis), caseRef);
        if (caseRef != null && !CASE.matcher(caseRef).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return stated;
    }

    private static <T extends Enum<T>> T word(T[] words, @Nullable String name) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED));
    }
}
