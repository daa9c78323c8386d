package io.shiming.registration.application;

import static io.shiming.identity.document.AcceptanceRule.Condition.OVERSEAS_CHINESE;
import static io.shiming.identity.document.AcceptanceRule.Condition.SECOND_REVIEWER;

import io.shiming.identity.AcceptedTravelDocuments;
import io.shiming.identity.PresentedOrganisation;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.document.AcceptedDocuments;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.OrganisationDocument;
import io.shiming.identity.document.OrganisationDocumentType;
import io.shiming.identity.document.Validity;
import io.shiming.identity.mrz.MachineReadableZone;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Reads a person and the document presented off a request; the first rule that is broken refuses. */
public final class Identification {
    private static final AcceptedDocuments ACCEPTED = AcceptedDocuments.reviewed();

    private final LocalDate today;
    private final ReviewReasons reviewReasons;
    private final AcceptedTravelDocuments travelDocuments;

    /**
     * For one application.
     *
     * @param reviewReasons where it is noted what a second person has to look at
     * @param specimens whether documents of ICAO's specimen state are accepted
     */
    public Identification(LocalDate today, ReviewReasons reviewReasons, boolean specimens) {
        this.today = today;
        this.reviewReasons = reviewReasons;
        this.travelDocuments = AcceptedTravelDocuments.reviewed(specimens);
    }

    public PresentedPerson of(PartyBlocks.@Nullable Subscriber given) {
        if (given == null || given.document() == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED);
        }
        var shown = given.document();
        var document = Problem.at("/document", () -> document(shown));
        var zone = Problem.at("/document", () -> zone(shown));
        if (zone != null) {
            zone.mustAgreeWith(document);
        }
        travelDocuments.mustAccept(document.number(), zone, today);
        var spelled = RequestText.required(given.name(), "/name", Code.NAME_REQUIRED);
        var name = Problem.at(
                "/name", () -> PersonName.of(spelled, document.number().type()));
        if (zone != null) {
            zone.mustAgreeWith(document, name);
        }
        var address = address(given.address());
        return Problem.at("/document", () -> PresentedPerson.of(name, document, address, notes(shown, zone), today));
    }

    /**
     * How a person's document came into the system. A foreign passport that is typed without its zone shows neither nationality
     * nor kind of document, which {@link AcceptedTravelDocuments} judges: a second person looks at it.
     */
    public CaptureMethod captured(
            PartyBlocks.@Nullable Capture capture, PartyBlocks.@Nullable Document given, PresentedPerson person) {
        var type = person.document().number().type();
        var method = CaptureMethod.of(capture, type);
        if (method == CaptureMethod.MANUAL && type == DocumentType.PPT_F && (given == null || given.mrz() == null)) {
            reviewReasons.add(ReviewReasons.NEEDS_TWO);
        }
        return method;
    }

    /** Reads an organisation's certificate; the people beside it are read one by one. */
    public PresentedOrganisation of(OrganisationBlock given) {
        var shown = given.document();
        if (shown == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED);
        }
        var document = Problem.at("/document", () -> certificate(shown));
        var spelled = RequestText.required(given.name(), "/name", Code.NAME_REQUIRED);
        return new PresentedOrganisation(
                Problem.at("/name", () -> OrganisationName.of(spelled)), document, address(given.address()));
    }

    private OrganisationDocument certificate(OrganisationBlock.Certificate shown) {
        var type = OrganisationDocumentType.of(RequestText.required(shown.type(), "/type", Code.DOCUMENT_REQUIRED));
        ACCEPTED.mustAccept(type, today);
        return OrganisationDocument.of(
                type,
                RequestText.required(shown.number(), "/number", Code.DOCUMENT_REQUIRED),
                RequestText.date(shown.issuedOn(), "/issuedOn"),
                validity(shown.expiresOn()),
                today);
    }

    private static PostalAddress address(@Nullable String text) {
        return Problem.at("/address", () -> PostalAddress.of(RequestText.required(text, "", Code.ADDRESS_REQUIRED)));
    }

    private static Validity validity(@Nullable String text) {
        return Problem.at("/expiresOn", () -> Validity.of(RequestText.required(text, "", Code.DOCUMENT_REQUIRED)));
    }

    private IdentityDocument document(PartyBlocks.Document given) {
        var type = type(given);
        mustBeAccepted(type, given);
        var number = number(given);
        var validity = validity(given.expiresOn());
        var document = IdentityDocument.of(number, RequestText.date(given.issuedOn(), "/issuedOn"), validity, today);
        document.doubts(today).forEach(doubt -> reviewReasons.add(doubt.name()));
        return document;
    }

    /** The number alone, of a document that need not be there. */
    DocumentNumber number(PartyBlocks.Document given) {
        var type = type(given);
        var text = RequestText.required(given.number(), "/number", Code.DOCUMENT_REQUIRED);
        var state = type == DocumentType.PPT_F
                ? RequestText.required(given.issuingCountry(), "/issuingCountry", Code.DOCUMENT_REQUIRED)
                : given.issuingCountry();
        return DocumentNumber.of(type, text, state, today);
    }

    private static DocumentType type(PartyBlocks.Document given) {
        return DocumentType.of(RequestText.required(given.type(), "/type", Code.DOCUMENT_REQUIRED));
    }

    private void mustBeAccepted(DocumentType type, PartyBlocks.Document given) {
        var met = EnumSet.of(SECOND_REVIEWER); // beside the clerk, or before anything goes live
        if (given.settledIn() != null) {
            met.add(OVERSEAS_CHINESE);
        }
        if (ACCEPTED.ruleFor(type, today)
                .filter(rule -> rule.accepted() && rule.conditions().contains(SECOND_REVIEWER))
                .isPresent()) {
            reviewReasons.add(ReviewReasons.NEEDS_TWO);
        }
        ACCEPTED.mustAccept(type, today, met);
    }

    private @Nullable MachineReadableZone zone(PartyBlocks.Document given) {
        if (given.mrzLine1() == null) {
            return given.mrz() == null ? null : MachineReadableZone.of(given.mrz(), today);
        }
        return MachineReadableZone.of(
                given.mrzLine1(), RequestText.required(given.mrz(), "/mrz", Code.FIELD_REQUIRED), today);
    }

    private PresentedPerson.Notes notes(PartyBlocks.Document given, @Nullable MachineReadableZone zone) {
        var printed = RequestText.date(given.birthDate(), "/birthDate");
        if (zone != null && printed != null && !zone.birth().equals(printed)) {
            throw Problem.of(Code.MRZ_MISMATCH);
        }
        if (given.settledIn() != null && !travelDocuments.acceptsIssuer(given.settledIn(), today)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/settledIn"); // no country, or the specimens' country
        }
        return new PresentedPerson.Notes(
                zone == null ? printed : zone.birth(), given.registerPage(), given.settledIn());
    }
}
