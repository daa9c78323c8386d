package io.shiming.identity;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.document.TravelDocumentRule;
import io.shiming.identity.document.TravelDocumentRule.Part;
import io.shiming.identity.mrz.MachineReadableZone;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which issuing states, nationalities and document codes are accepted, since when and by which law: a table that a
 * lawyer reviews. On a day the latest entry of a value holds that began by then.
 */
public final class AcceptedTravelDocuments {
    private static final String ISO = "ISO";
    private static final String ANY = "*";
    private static final int LETTERS = 3;

    private final boolean specimens;

    private AcceptedTravelDocuments(boolean specimens) {
        this.specimens = specimens;
    }

    /**
     * The table that comes with the service.
     *
     * @param specimens whether documents of ICAO's specimen state are accepted, which production must not do
     */
    public static AcceptedTravelDocuments reviewed(boolean specimens) {
        return new AcceptedTravelDocuments(specimens);
    }

    /**
     * Passes a document whose issuing state, nationality and code are accepted on the day. Documents without these pass.
     *
     * @param zone the zone, where it was read
     * @throws Problem DOC_TYPE_NOT_ACCEPTED with the part that decided
     */
    public void mustAccept(DocumentNumber number, @Nullable MachineReadableZone zone, LocalDate today) {
        switch (number.type()) {
            case PPT_F -> {
                mustAccept(Part.ISSUER, number.issuingCountry(), today);
                if (zone != null) {
                    mustAccept(Part.NATIONALITY, zone.nationality(), today);
                    zone.documentCode().ifPresent(code -> mustAccept(Part.CODE, code, today));
                }
            }
            case FPR17 -> mustAccept(Part.CARD, number.verbatim().substring(0, LETTERS), today);
            default -> {}
        }
    }

    /** Whether passports of the state are accepted on the day. */
    public boolean acceptsIssuer(String alpha3, LocalDate today) {
        return accepts(Part.ISSUER, alpha3, today);
    }

    private void mustAccept(Part part, String value, LocalDate today) {
        if (accepts(part, value, today)) return;
        throw Problem.of(Code.DOC_TYPE_NOT_ACCEPTED)
                .byRule("travel-document-" + part.name().toLowerCase(Locale.ROOT));
    }

    private boolean accepts(Part part, String value, LocalDate today) {
        if (part != Part.CODE && !IssuingState.known(value)) return false;
        return ruleFor(part, value, today)
                .or(() -> ruleFor(part, part == Part.CODE ? ANY : ISO, today)
                        .filter(rule -> part == Part.CODE || (IssuingState.iso(value) && IssuingState.foreign(value))))
                .filter(rule -> rule.accepted() && (specimens || !rule.specimen()))
                .isPresent();
    }

    private static Optional<TravelDocumentRule> ruleFor(Part part, String value, LocalDate day) {
        return TravelDocumentRule.reviewed().stream()
                .filter(rule -> rule.part() == part
                        && rule.value().equals(value)
                        && !rule.from().isAfter(day))
                .max(Comparator.comparing(TravelDocumentRule::from));
    }
}
