package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document that is in force on the day it was presented, with dates that such a document can have. */
public final class IdentityDocument {

    /** Why a second person should look at a document that is well formed. */
    public enum Doubt {
        HOLDER_OVER_120_YEARS,
        /** Household registers serve those who hold no card; from sixteen, ID Card Law article 2 makes that a duty. */
        HOUSEHOLD_REGISTER_OF_AN_ADULT,
        /** No public check character; the civil identity of a soldier is proved with the resident card. */
        MILITARY_DOCUMENT
    }

    private final DocumentNumber number;
    private final @Nullable LocalDate issuedOn;
    private final Validity validity;

    private IdentityDocument(DocumentNumber number, @Nullable LocalDate issuedOn, Validity validity) {
        this.number = number;
        this.issuedOn = issuedOn;
        this.validity = validity;
    }

    /**
     * A document as presented today.
     *
     * @param issuedOn the day of issue; where it is not known only the bounds that follow from today are checked
     * @throws Problem DOCUMENT_NOT_YET_VALID, DOCUMENT_EXPIRED from the day after the printed one, or
     *     DOCUMENT_DATES_INVALID if no document of this type is issued for such a term
     */
    public static IdentityDocument of(
            DocumentNumber number, @Nullable LocalDate issuedOn, Validity validity, LocalDate today) {
        if (issuedOn != null) {
            if (issuedOn.isAfter(today)) throw Problem.of(Code.DOCUMENT_NOT_YET_VALID);
            if (!validity.covers(issuedOn)) throw Problem.of(Code.DOCUMENT_DATES_INVALID);
        }
        if (!validity.covers(today)) throw Problem.of(Code.DOCUMENT_EXPIRED);
        Term.mustFit(number, issuedOn, validity, today);
        return new IdentityDocument(number, issuedOn, validity);
    }

    public DocumentNumber number() {
        return number;
    }

    public Optional<LocalDate> issuedOn() {
        return Optional.ofNullable(issuedOn);
    }

    public Validity validity() {
        return validity;
    }

    public Set<Doubt> doubts(LocalDate today) {
        var doubts = EnumSet.noneOf(Doubt.class);
        int age = number.ageOn(today).orElse(0);
        if (age > 120) doubts.add(Doubt.HOLDER_OVER_120_YEARS);
        switch (number.type()) {
            case HKB -> {
                if (age >= 16) doubts.add(Doubt.HOUSEHOLD_REGISTER_OF_AN_ADULT);
            }
            case PLA, PAP -> doubts.add(Doubt.MILITARY_DOCUMENT);
            default -> {}
        }
        return doubts;
    }

    @Override
    public String toString() {
        return "IdentityDocument[" + number.type() + "]";
    }
}
