package io.shiming.identity.document;

import io.shiming.identity.text.RuleTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry of the reviewed table of travel documents.
 *
 * @param part what of the document the value is
 * @param value a code of three letters, {@code ISO}, two characters of a zone, or {@code *}
 * @param accepted whether a document with this value is accepted
 * @param from the first day of the entry, Asia/Shanghai
 * @param specimen whether the entry holds only where specimen documents are permitted
 * @param citation the law or the standard
 */
public record TravelDocumentRule(
        Part part, String value, boolean accepted, LocalDate from, boolean specimen, String citation) {

    /** What of a document decides. */
    public enum Part {
        ISSUER,
        NATIONALITY,
        CARD,
        CODE
    }

    private static final String ISO = "ISO";
    private static final int LETTERS = 3;
    private static final List<TravelDocumentRule> REVIEWED =
            RuleTable.entries("/rules/accepted-travel-documents.csv").stream()
                    .map(TravelDocumentRule::read)
                    .toList();

    /** The table that comes with the service. */
    public static List<TravelDocumentRule> reviewed() {
        return REVIEWED;
    }

    /** The codes of three letters beside those of ISO 3166-1 that the table knows, accepted or not. */
    public static Set<String> codes() {
        return REVIEWED.stream()
                .map(TravelDocumentRule::value)
                .filter(value -> value.length() == LETTERS && !value.equals(ISO))
                .collect(Collectors.toUnmodifiableSet());
    }

    static TravelDocumentRule read(String entry) {
        List<String> columns = RuleTable.columns(entry, 6);
        return new TravelDocumentRule(
                Part.valueOf(columns.get(0)),
                columns.get(1),
                RuleTable.yes(columns.get(2), entry),
                LocalDate.parse(columns.get(3)),
                specimen(columns.get(4), entry),
                columns.get(5));
    }

    private static boolean specimen(String column, String entry) {
        return switch (column) {
            case "" -> false;
            case "specimen" -> true;
            default -> throw new IllegalArgumentException(entry);
        };
    }

    @Override
    public String toString() {
        return "TravelDocumentRule[" + part + " " + value + " from " + from + "]";
    }
}
