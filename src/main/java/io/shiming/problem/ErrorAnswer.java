package io.shiming.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of every error answer: CAMARA ErrorInfo, and the three texts an applicant needs where there is
 * something that he or she can do.
 *
 * @param status the HTTP status again
 * @param code stable and machine-readable, see {@link Code}
 * @param message fixed English text, at most 512 characters
 * @param field which field of the body was refused, as a JSON pointer; never its value
 * @param reason why, for the applicant
 * @param remedy what the applicant can do
 * @param documentsNeeded what to bring
 * @param appeal how to object
 * @param rule which rule of a reviewed table said no
 * @param breakdown how many lines of each service stand how, where numbers decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorAnswer(
        int status,
        String code,
        String message,
        @Nullable String field,
        @Nullable String reason,
        @Nullable String remedy,
        @Nullable List<String> documentsNeeded,
        @Nullable String appeal,
        @Nullable String rule,
        @Nullable Map<String, Map<String, Integer>> breakdown) {

    /** What the world is told of a code. */
    public static ErrorAnswer of(Code code) {
        return of(Problem.of(code), Language.ENGLISH);
    }

    /** What the world is told of a refusal, and in this language what the applicant is told. */
    public static ErrorAnswer of(Problem problem, Language language) {
        var code = problem.code();
        var help = problem.help().map(text -> text.in(language));
        return new ErrorAnswer(
                code.status,
                code.name(),
                code.message,
                problem.field().orElse(null),
                help.map(Help::reason).orElse(null),
                help.map(Help::remedy).orElse(null),
                help.map(Help::documentsNeeded).orElse(null),
                help.map(told -> HelpTable.appeal(language)).orElse(null),
                problem.rule().orElse(null),
                problem.breakdown().orElse(null));
    }
}
