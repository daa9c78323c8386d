package io.shiming.identity;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person at the counter, as the presented document says: the four items of Order 25 article 9, and a birth date. */
public final class PresentedPerson {
    private final PersonName name;
    private final IdentityDocument document;
    private final PostalAddress address;
    private final LocalDate bornOn;
    private final @Nullable String registerPage;
    private final @Nullable String settledIn;

    private PresentedPerson(
            PersonName name, IdentityDocument document, PostalAddress address, LocalDate bornOn, Notes notes) {
        this.name = name;
        this.document = document;
        this.address = address;
        this.bornOn = bornOn;
        this.registerPage = notes.registerPage();
        this.settledIn = notes.settledIn();
    }

    /**
     * What is noted of a document beside its number and its dates.
     *
     * @param birthDate the day of birth as printed, or as its zone tells; needed where the number does not tell it
     * @param registerPage the member's page of a household register, 1 to 64 of letters, digits and {@code ._/-}
     * @param settledIn where a Chinese citizen with a passport has settled, three letters of ISO 3166-1
     */
    public record Notes(
            @Nullable LocalDate birthDate,
            @Nullable String registerPage,
            @Nullable String settledIn) {
        @Override
        public String toString() {
            return "Notes[withheld]";
        }
    }

    /**
     * A person whose notes are those that the document needs, and no others. Fields are named as within the document.
     *
     * @throws Problem FIELD_REQUIRED, FIELD_NOT_ALLOWED, INVALID_ARGUMENT, or DOCUMENT_DATES_INVALID if the day of birth
     *     contradicts the number or is yet to come
     */
    public static PresentedPerson of(
            PersonName name, IdentityDocument document, PostalAddress address, Notes notes, LocalDate today) {
        var type = document.number().type();
        mustBelong(notes.registerPage(), "/registerPage", type == DocumentType.HKB);
        mustBelong(notes.settledIn(), "/settledIn", type == DocumentType.PPT_CN);
        var page = notes.registerPage();
        if (page != null) Problem.at("/registerPage", () -> Reference.of(page));
        if (notes.settledIn() != null && !IssuingState.foreign(notes.settledIn()))
            throw Problem.of(Code.INVALID_ARGUMENT).at("/settledIn");
        return new PresentedPerson(name, document, address, born(document.number(), notes.birthDate(), today), notes);
    }

    private static void mustBelong(@Nullable String note, String field, boolean needed) {
        if ((note != null) != needed)
            throw Problem.of(needed ? Code.FIELD_REQUIRED : Code.FIELD_NOT_ALLOWED)
                    .at(field);
    }

    private static LocalDate born(DocumentNumber number, @Nullable LocalDate printed, LocalDate today) {
        if (printed == null)
            return number.bornOn()
                    .orElseThrow(() -> Problem.of(Code.FIELD_REQUIRED).at("/birthDate"));
        if (printed.isAfter(today) || !number.bornOn().orElse(printed).equals(printed))
            throw Problem.of(Code.DOCUMENT_DATES_INVALID);
        return printed;
    }

    public PersonName name() {
        return name;
    }

    public IdentityDocument document() {
        return document;
    }

    public PostalAddress address() {
        return address;
    }

    public LocalDate bornOn() {
        return bornOn;
    }

    public Optional<String> registerPage() {
        return Optional.ofNullable(registerPage);
    }

    public Optional<String> settledIn() {
        return Optional.ofNullable(settledIn);
    }

    @Override
    public String toString() {
        return "PresentedPerson[withheld]";
    }
}
