package io.shiming.identity.document;

import io.shiming.identity.text.RuleTable;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry of {@link AcceptedDocuments}.
 *
 * @param type the document
 * @param accepted whether it is accepted at all
 * @param from the first day of the entry, Asia/Shanghai
 * @param conditions what must be met beside
 * @param citation the law, and whether its text was read or is quoted from memory
 */
public record AcceptanceRule(
        DocumentKind type, boolean accepted, LocalDate from, Set<Condition> conditions, String citation) {

    /** What the registration must know before it may accept a document. */
    public enum Condition {
        /** The applicant is a Chinese citizen settled abroad. */
        OVERSEAS_CHINESE,
        /** A second member of staff has looked at the document. */
        SECOND_REVIEWER
    }

    /** Five columns; the last may have commas. */
    static AcceptanceRule read(String line) {
        var columns = RuleTable.columns(line, 5);
        return new AcceptanceRule(
                kind(columns.get(0), line),
                RuleTable.yes(columns.get(1), line),
                LocalDate.parse(columns.get(2)),
                conditions(columns.get(3)),
                columns.get(4));
    }

    private static DocumentKind kind(String code, String line) {
        try {
            return DocumentKind.named(code);
        } catch (Problem unknown) {
            throw new IllegalArgumentException(line, unknown);
        }
    }

    private static Set<Condition> conditions(String column) {
        return Arrays.stream(column.split(";", -1))
                .filter(name -> !name.isEmpty())
                .map(Condition::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "AcceptanceRule[" + type + " " + (accepted ? "yes" : "no") + " from " + from + "]";
    }
}
