package io.shiming.identity;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of the person at the counter with the document said: who compared, and the result. Never an image
 * or a template (Face Measures 2025: shortest storage; the result is what the law asks for).
 */
public final class PersonMatch {
    private static final int HIGHEST_SCORE = 100;

    /** Who compared. */
    public enum By {
        FACE,
        CLERK
    }

    /** What came of it; {@code MANUAL}: the device could not tell, and people decided. */
    public enum Result {
        PASS,
        FAIL,
        MANUAL
    }

    private final By by;
    private final Result result;
    private final @Nullable String vendor;
    private final @Nullable Integer score;

    private PersonMatch(By by, Result result, @Nullable String vendor, @Nullable Integer score) {
        this.by = by;
        this.result = result;
        this.vendor = vendor;
        this.score = score;
    }

    /**
     * A result as sent, in small letters.
     *
     * @param vendor opaque name of the comparing system, needed where a face was compared by one
     * @param score 0 to 100, as that system counts
     * @throws Problem FIELD_REQUIRED, INVALID_ARGUMENT, OUT_OF_RANGE
     */
    public static PersonMatch of(
            @Nullable String by, @Nullable String result, @Nullable String vendor, @Nullable Integer score) {
        var who = named(By.values(), by, "/by");
        if (who == By.FACE && vendor == null)
            throw Problem.of(Code.FIELD_REQUIRED).at("/vendor");
        if (vendor != null) Problem.at("/vendor", () -> Reference.of(vendor));
        if (score != null && (score < 0 || score > HIGHEST_SCORE))
            throw Problem.of(Code.OUT_OF_RANGE).at("/score");
        return new PersonMatch(who, named(Result.values(), result, "/result"), vendor, score);
    }

    private static <E extends Enum<E>> E named(E[] values, @Nullable String name, String field) {
        if (name == null) throw Problem.of(Code.FIELD_REQUIRED).at(field);
        return Arrays.stream(values)
                .filter(each -> label(each).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT).at(field));
    }

    /** Whether a comparison of faces has passed, which needs no second person (MIIT notice of 2019). */
    public boolean passedByFace() {
        return by == By.FACE && result == Result.PASS;
    }

    public boolean failed() {
        return result == Result.FAIL;
    }

    Stored stored() {
        return new Stored(label(by), label(result), vendor, score);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** As it is sealed. */
    public record Stored(
            String by,
            String result,
            @Nullable String vendor,
            @Nullable Integer score) {
        @Override
        public String toString() {
            return "Stored[withheld]";
        }
    }

    @Override
    public String toString() {
        return "PersonMatch[withheld]";
    }
}
