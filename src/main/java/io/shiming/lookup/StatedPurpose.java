package io.shiming.lookup;

import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Why a caller asks. A purpose or basis that is not on the list is as good as none: it permits nothing.
 *
 * @param purpose what for
 * @param basis on which ground
 * @param caseRef the case, if any
 */
public record StatedPurpose(
        Purpose purpose, LegalBasis basis, @Nullable String caseRef) {
    public static StatedPurpose of(@Nullable String purpose, @Nullable String basis, @Nullable String caseRef) {
        var stated = new StatedPurpose(
                word(Purpose.values(), purpose, "/purpose"), word(LegalBasis.values(), basis, "/legalBasis"), caseRef);
        if (caseRef != null) {
            Problem.at("/caseRef", () -> Reference.of(caseRef));
        }
        return stated;
    }

    private static <T extends Enum<T>> T word(T[] words, @Nullable String name, String field) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(name == null ? Code.PURPOSE_REQUIRED : Code.PURPOSE_NOT_ALLOWED)
                        .at(field));
    }
}
