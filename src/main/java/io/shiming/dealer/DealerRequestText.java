package io.shiming.dealer;

import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The texts of the office's requests: codes and references, so that nothing else reaches a table or the log. */
final class DealerRequestText {
    private static final int MOST = 64;
    private static final int DAY_LENGTH = "YYYY-MM-DD".length();

    private DealerRequestText() {}

    static String code(String text) {
        return Reference.of(ReferenceForm.DEALER_CODE, text);
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
        return Reference.of(ReferenceForm.PERSON, text);
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
    static String[] all(Predicate<String> form, @Nullable List<String> texts, String field) {
        if (texts == null || texts.isEmpty() || texts.stream().anyMatch(text -> text == null || text.isEmpty())) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        if (texts.size() > MOST || texts.stream().distinct().count() != texts.size()) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        if (!texts.stream().allMatch(form)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        }
        if (texts.stream().anyMatch(Reference::identifies)) {
            throw Problem.of(Code.REFERENCE_IDENTIFIES_PERSON).at(field);
        }
        return texts.toArray(String[]::new);
    }
}
