package io.shiming.registration.application;

import io.shiming.identity.IdentityRecord;
import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A signing whose every value has passed its format rules; whether the person is who it says is not known yet. */
public final class Application {
    public final String contractRef;
    public final SigningEvent event;
    public final ServiceType service;
    public final ServiceNumber line;
    final @Nullable PostalAddress installation;
    public final @Nullable FormerHolder formerHolder;
    public final Product product;
    public final Applicant applicant;
    public final OnSiteEvidence evidence;
    public final Pictures pictures;

    /** The signature under contract and notice; null where the counter states none. */
    public final @Nullable ContractSignature signature;

    public final ReviewReasons reviewReasons;
    public final Agreement agreement;

    /**
     * Reads a request, stopping at the first value that breaks a rule.
     *
     * @param reviewer opaque id of a second member of staff who has looked at the documents
     * @param proxiesFor the services that an agent may sign for
     * @param specimens whether documents of ICAO's specimen state are accepted
     */
    public Application(
            SigningRequest request,
            @Nullable String reviewer,
            Set<ServiceType> proxiesFor,
            boolean specimens,
            LocalDate today,
            Instant now) {
        reviewReasons = ReviewReasons.settledBy(reviewer);
        contractRef = RequestText.reference(request.contractRef(), "/contractRef", Code.CONTRACT_REQUIRED);
        var asked = request.service() == null ? SigningRequest.Service.NONE : request.service();
        product = Problem.at("/service", () -> Product.of(asked, request.organisation() != null));
        service = product.service;
        event = Problem.at("/event", () -> SigningEvent.of(request.event(), service));
        line = Problem.at("/service", () -> product.line(asked));
        installation = Problem.at("/service/installationAddress", () -> installation(asked.installationAddress()));
        var identification = new Identification(today, reviewReasons, specimens);
        var companions = new Companions(identification, today, proxiesFor);
        applicant = applicant(request, identification, companions, today);
        var former = new FormerHolderRules(identification, companions, reviewReasons, today);
        formerHolder = Problem.at("/formerHolder", () -> former.of(request.formerHolder(), event, service));
        if (formerHolder != null) {
            formerHolder.mustNotBeServedByTheOtherSide(applicant, reviewReasons);
        }
        evidence = OnSiteRules.evidence(request, service, reviewer, reviewReasons);
        pictures = Pictures.of(request);
        signature = Problem.at("/signature", () -> ContractSignature.of(request.signature(), request.copies()));
        if (event.succeeds()) {
            reviewReasons.mustBeSettled(); // a line that is held does not wait in REVIEW for its successor
        }
        boolean sensitive = sensitive(today);
        agreement = Problem.at("/notice", () -> Agreement.of(request.notice(), sensitive, now));
    }

    /** What is sealed. */
    public IdentityRecord identity() {
        var record = applicant.record(line, installation, product.record(), evidence);
        return formerHolder == null || formerHolder.actedBy == null ? record : record.givenBy(formerHolder.actedBy);
    }

    /** The text that stands for the subscriber in every index and digest. */
    public String person() {
        return applicant.documentCanonical();
    }

    /** The five cards are a person's; an organisation's lines and the internet of things are not counted (section 4, row 3). */
    public boolean countsAsCard() {
        return service == ServiceType.MOBILE && event.adds() && !applicant.organisation();
    }

    private Applicant applicant(
            SigningRequest request, Identification identification, Companions companions, LocalDate today) {
        var organisation = request.organisation();
        if (organisation == null) {
            return Individual.of(request, service, identification, companions);
        }
        if (Stream.of(request.subscriber(), request.capture(), request.guardian(), request.agent())
                .anyMatch(Objects::nonNull)) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED); // the organisation's own block names the people who act for it
        }
        return Problem.at(
                "/organisation", () -> OrganisationApplicant.of(organisation, identification, product.needs(), today));
    }

    private @Nullable PostalAddress installation(@Nullable String text) {
        if (text == null && (service == ServiceType.INTERNET || event == SigningEvent.RELOCATE)) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        if (text != null && service.isCard()) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        return text == null ? null : PostalAddress.of(text);
    }

    /**
     * Images, faces and all data of a child need a consent of their own (PIPL articles 28 and 29; regulation section 4,
     * row 9).
     */
    private boolean sensitive(LocalDate today) {
        return evidence.livePhoto() != null
                || evidence.match() != null
                || pictures.ids().length > 0
                || applicant.concernsAChild(today);
    }

    /** The event's name, as it is stored. */
    public String event() {
        return event.label();
    }
}
