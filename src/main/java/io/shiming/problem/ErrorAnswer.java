package io.shiming.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of every error answer: CAMARA ErrorInfo, and the three texts an applicant needs where there is
 * something that he or she can do.
 *
 * @param status the HTTP status again
 * @param code stable and machine-readable, see {@link Code}
 * @param message fixed English text, at most 512 characters
 * @param reason why, for the applicant
 * @param remedy what the applicant can do
 * @param documentsNeeded what to bring
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorAnswer(
        int status,
        String code,
        String message,
        @Nullable String reason,
        @Nullable String remedy,
        @Nullable List<String> documentsNeeded) {

    /** What the world is told of a code. */
    public static ErrorAnswer of(Code code) {
        var help = Help.with(code);
        return new ErrorAnswer(
                code.status,
                code.name(),
                code.message,
                help.map(Help::reason).orElse(null),
                help.map(Help::remedy).orElse(null),
                help.map(Help::documentsNeeded).orElse(null));
    }
}
