package io.shiming.registration;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.Evidence;
import io.shiming.identity.FullYears;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.PostalAddress;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A signing whose every value has passed its format rules; whether the person is who it says is not known yet. */
final class Application {
    private static final int CHILD = 14; // PIPL article 31

    final String contractRef;
    final SigningEvent event;
    final ServiceType service;
    final ServiceNumber line;
    final @Nullable PostalAddress installation;
    final PresentedPerson subscriber;
    final @Nullable CompanionRecord companion;
    final @Nullable FormerHolder formerHolder;
    final Evidence evidence;
    final CaptureMethod capture;
    final @Nullable String device;
    final Agreement agreement;

    /**
     * Reads a request, stopping at the first value that breaks a rule.
     *
     * @param reviewer opaque id of a second member of staff who has looked at the documents
     * @param proxiesFor the services that an agent may sign for
     */
    Application(
            SigningRequest request,
            @Nullable String reviewer,
            Set<ServiceType> proxiesFor,
            LocalDate today,
            Instant now) {
        contractRef = Given.reference(request.contractRef(), Code.CONTRACT_REQUIRED);
        var asked = request.service() == null ? new SigningRequest.Service(null, null, null, null) : request.service();
        service = ServiceType.of(asked.type());
        event = SigningEvent.of(request.event(), service);
        line = service.line(asked.number(), asked.accessAccount());
        installation = installation(asked.installationAddress());
        var identification = new Identification(today, reviewer != null);
        subscriber = identification.of(request.subscriber());
        capture = CaptureMethod.of(
                request.capture(), subscriber.document().number().type());
        device = device(request.capture());
        companion = new Companions(identification, today, proxiesFor).of(request, service, subscriber);
        formerHolder = FormerHolder.of(request.formerHolder(), event, identification, today);
        evidence = OnSite.evidence(request, service, reviewer);
        agreement = Agreement.of(request.notice(), sensitive(today), now);
    }

    /** What is sealed. */
    IdentityRecord identity() {
        return IdentityRecord.of(subscriber, line, installation, companion, evidence);
    }

    boolean countsAsCard() {
        return service == ServiceType.MOBILE && event.adds();
    }

    private @Nullable PostalAddress installation(@Nullable String text) {
        if (text == null && (service == ServiceType.INTERNET || event == SigningEvent.RELOCATE)) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        if (text != null && service == ServiceType.MOBILE) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        return text == null ? null : PostalAddress.of(text);
    }

    /** Images, faces and whatever is a child's are agreed to apart (PIPL articles 28 and 29; regulation section 4, row 9). */
    private boolean sensitive(LocalDate today) {
        return evidence.livePhoto() != null
                || evidence.match() != null
                || FullYears.stillUnder(CHILD, subscriber.bornOn(), today);
    }

    /** The event's name, as it is stored. */
    String event() {
        return event.label();
    }

    /** The former holder's signed release. */
    @Nullable
    String release() {
        return formerHolder == null ? null : formerHolder.release();
    }

    private static @Nullable String device(SigningRequest.@Nullable Capture capture) {
        return capture == null || capture.device() == null
                ? null
                : Given.reference(capture.device(), Code.INVALID_ARGUMENT);
    }
}
