package io.shiming.identity.document;

import io.shiming.identity.text.RuleTable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.io.Reader;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which documents are accepted, since when and by which law: a table that a lawyer reviews, not code. On a day the
 * latest entry of a type holds that began by then; a type without one is closed (regulation section 4, row 15).
 */
public final class AcceptedDocuments {
    private static final String TABLE = "/rules/accepted-documents.csv";

    private final List<AcceptanceRule> rules;

    private AcceptedDocuments(List<AcceptanceRule> rules) {
        this.rules = rules;
    }

    /** The table that comes with the service. */
    public static AcceptedDocuments reviewed() {
        return new AcceptedDocuments(
                RuleTable.entries(TABLE).stream().map(AcceptanceRule::read).toList());
    }

    /** A table with the same columns; an entry that is not one throws an IllegalArgumentException with its line. */
    public static AcceptedDocuments read(Reader table) {
        return new AcceptedDocuments(
                RuleTable.entries(table).stream().map(AcceptanceRule::read).toList());
    }

    /** As the longer form, with no condition met: a document that is accepted on a condition only is refused. */
    public void mustAccept(DocumentKind type, LocalDate today) {
        mustAccept(type, today, Set.of());
    }

    /**
     * Passes a document of a type that is accepted on the day, if every condition of its entry is met.
     *
     * @throws Problem DOC_TYPE_NOT_ACCEPTED
     */
    public void mustAccept(DocumentKind type, LocalDate today, Set<AcceptanceRule.Condition> met) {
        boolean accepted = ruleFor(type, today)
                .filter(rule -> rule.accepted() && met.containsAll(rule.conditions()))
                .isPresent();
        if (!accepted) throw Problem.of(Code.DOC_TYPE_NOT_ACCEPTED);
    }

    /** The entry that holds on a day. */
    public Optional<AcceptanceRule> ruleFor(DocumentKind type, LocalDate day) {
        return rules.stream()
                .filter(rule -> rule.type() == type && !rule.from().isAfter(day))
                .max(Comparator.comparing(AcceptanceRule::from));
    }

    /** All entries, past and future, for callers that show or review them. */
    public List<AcceptanceRule> rules() {
        return rules;
    }
}
