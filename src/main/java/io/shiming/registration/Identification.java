package io.shiming.registration;

import static io.shiming.identity.AcceptanceRule.Condition.OVERSEAS_CHINESE;
import static io.shiming.identity.AcceptanceRule.Condition.SECOND_REVIEWER;

import io.shiming.identity.AcceptedDocuments;
import io.shiming.identity.AcceptedTravelDocuments;
import io.shiming.identity.DocumentNumber;
import io.shiming.identity.DocumentType;
import io.shiming.identity.IdentityDocument;
import io.shiming.identity.MachineReadableZone;
import io.shiming.identity.OrganisationDocument;
import io.shiming.identity.OrganisationName;
import io.shiming.identity.OrganisationPaper;
import io.shiming.identity.PersonName;
import io.shiming.identity.PostalAddress;
import io.shiming.identity.PresentedOrganisation;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.Validity;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Reads a person and the document presented off a request; the first rule that is broken refuses. */
final class Identification {
    private static final AcceptedDocuments ACCEPTED = AcceptedDocuments.reviewed();

    private final LocalDate today;
    private final Doubts doubts;
    private final AcceptedTravelDocuments travelDocuments;

    /**
     * For one application.
     *
     * @param doubts where it is noted what a second person has to look at
     * @param specimens whether documents of ICAO's specimen state are accepted
     */
    Identification(LocalDate today, Doubts doubts, boolean specimens) {
        this.today = today;
        this.doubts = doubts;
        this.travelDocuments = AcceptedTravelDocuments.reviewed(specimens);
    }

    PresentedPerson of(Shown.@Nullable Subscriber given) {
        if (given == null || given.document() == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED);
        }
        var document = document(given.document());
        var zone = zone(given.document());
        if (zone != null) {
            zone.mustAgreeWith(document);
        }
        travelDocuments.mustAccept(document.number(), zone, today);
        var name = PersonName.of(
                Given.required(given.name(), Code.NAME_REQUIRED),
                document.number().type());
        if (zone != null) {
            zone.mustAgreeWith(document, name);
        }
        var address = PostalAddress.of(Given.required(given.address(), Code.ADDRESS_REQUIRED));
        return PresentedPerson.of(name, document, address, notes(given.document(), zone), today);
    }

    /**
     * How a person's document came into the system. A foreign passport that is typed without its zone shows neither nationality
     * nor kind of document, which {@link AcceptedTravelDocuments} judges: a second person looks at it.
     */
    CaptureMethod captured(Shown.@Nullable Capture capture, Shown.@Nullable Document given, PresentedPerson person) {
        var type = person.document().number().type();
        var method = CaptureMethod.of(capture, type);
        if (method == CaptureMethod.MANUAL && type == DocumentType.PPT_F && (given == null || given.mrz() == null)) {
            doubts.add(Doubts.NEEDS_TWO);
        }
        return method;
    }

    /** Reads an organisation's certificate; the people beside it are read one by one. */
    PresentedOrganisation of(OrganisationBlock given) {
        var shown = given.document();
        if (shown == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED);
        }
        var paper = OrganisationPaper.of(Given.required(shown.type(), Code.DOCUMENT_REQUIRED));
        ACCEPTED.mustAccept(paper, today);
        var document = OrganisationDocument.of(
                paper,
                Given.required(shown.number(), Code.DOCUMENT_REQUIRED),
                Given.date(shown.issuedOn()),
                Validity.of(Given.required(shown.expiresOn(), Code.DOCUMENT_REQUIRED)),
                today);
        return new PresentedOrganisation(
                OrganisationName.of(Given.required(given.name(), Code.NAME_REQUIRED)),
                document,
                PostalAddress.of(Given.required(given.address(), Code.ADDRESS_REQUIRED)));
    }

    private IdentityDocument document(Shown.Document given) {
        var type = DocumentType.of(Given.required(given.type(), Code.DOCUMENT_REQUIRED));
        mustBeAccepted(type, given);
        var number = number(given);
        var validity = Validity.of(Given.required(given.expiresOn(), Code.DOCUMENT_REQUIRED));
        var document = IdentityDocument.of(number, Given.date(given.issuedOn()), validity, today);
        document.doubts(today).forEach(doubt -> doubts.add(doubt.name()));
        return document;
    }

    /** The number alone, of a document that need not be there. */
    DocumentNumber number(Shown.Document given) {
        var type = DocumentType.of(Given.required(given.type(), Code.DOCUMENT_REQUIRED));
        var text = Given.required(given.number(), Code.DOCUMENT_REQUIRED);
        return type == DocumentType.PPT_F
                ? DocumentNumber.of(type, text, Given.required(given.issuingCountry(), Code.DOCUMENT_REQUIRED), today)
                : DocumentNumber.of(type, text, given.issuingCountry(), today);
    }

    private void mustBeAccepted(DocumentType type, Shown.Document given) {
        var met = EnumSet.of(SECOND_REVIEWER); // beside the clerk, or before anything goes live
        if (given.settledIn() != null) {
            met.add(OVERSEAS_CHINESE);
        }
        if (ACCEPTED.ruleFor(type, today)
                .filter(rule -> rule.accepted() && rule.conditions().contains(SECOND_REVIEWER))
                .isPresent()) {
            doubts.add(Doubts.NEEDS_TWO);
        }
        ACCEPTED.mustAccept(type, today, met);
    }

    private @Nullable MachineReadableZone zone(Shown.Document given) {
        if (given.mrzLine1() == null) {
            return given.mrz() == null ? null : MachineReadableZone.of(given.mrz(), today);
        }
        return MachineReadableZone.of(given.mrzLine1(), Given.required(given.mrz(), Code.FIELD_REQUIRED), today);
    }

    private PresentedPerson.Notes notes(Shown.Document given, @Nullable MachineReadableZone zone) {
        var printed = Given.date(given.birthDate());
        if (zone != null && printed != null && !zone.birth().equals(printed)) {
            throw Problem.of(Code.MRZ_MISMATCH);
        }
        if (given.settledIn() != null && !travelDocuments.acceptsIssuer(given.settledIn(), today)) {
            throw Problem.of(Code.INVALID_ARGUMENT); // no country, or the specimens' country
        }
        return new PresentedPerson.Notes(
                zone == null ? printed : zone.birth(), given.registerPage(), given.settledIn());
    }
}
