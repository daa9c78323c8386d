package io.shiming.dealer;

import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of the office's requests: codes and references, so that nothing else reaches a table or the log. */
final class DealerRequestText {
    /** As the tables have it. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{1,31}");

    /** A person, as tokens have it. */
    private static final Pattern PERSON = Pattern.compile("[a-z0-9][a-z0-9._:-]{0,63}");

    private static final int MOST = 64;
    private static final int DAY_LENGTH = "YYYY-MM-DD".length();

    private DealerRequestText() {}

    static String code(String text) {
        return Reference.of(CODE, text);
    }

    /** The number of a licence to trade, which may stand in a path. */
    static String licence(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Problem.of(Code.DEALER_LICENCE_REQUIRED);
        }
        return Reference.licence(text);
    }

    /** A member of staff, by the opaque id. */
    static String person(String text) {
        return Reference.of(PERSON, text);
    }

    /** What is struck off: a dealer by its code, a member of staff by the opaque id, a licence by its number. */
    static String subject(String kind, String text) {
        return switch (kind) {
            case "dealer" -> code(text);
            case "clerk" -> person(text);
            default -> licence(text);
        };
    }

    static String reference(@Nullable String text, String field, Code whenMissing) {
        if (text == null || text.isEmpty()) {
            throw Problem.of(whenMissing).at(field);
        }
        return Problem.at(field, () -> Reference.of(text));
    }

    static LocalDate day(@Nullable String text, String field, Code whenMissing) {
        if (text == null) {
            throw Problem.of(whenMissing).at(field);
        }
        if (text.length() != DAY_LENGTH) { // a year of more digits is none to PostgreSQL
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
    }

    /** One to 64 different texts, each of the form. */
    static String[] all(Pattern form, @Nullable List<String> texts, String field) {
        if (texts == null || texts.isEmpty() || texts.stream().anyMatch(text -> text == null || text.isEmpty())) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        if (texts.size() > MOST || texts.stream().distinct().count() != texts.size()) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        return Problem.at(
                field,
                () -> texts.stream().map(text -> Reference.of(form, text)).toArray(String[]::new));
    }
}
