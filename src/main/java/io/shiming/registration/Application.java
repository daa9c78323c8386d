package io.shiming.registration;

import io.shiming.identity.FullYears;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.PostalAddress;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A signing whose every value has passed its format rules; whether the person is who it says is not known yet. */
final class Application {
    private static final Instant FIRST_DAY = Instant.parse("2013-08-31T16:00:00Z"); // Order 25 is in force, Shanghai
    private static final int OF_AGE_TO_SIGN = 16;

    final String contractRef;
    final ServiceType service;
    final ServiceNumber line;
    final @Nullable PostalAddress installation;
    final PresentedPerson subscriber;
    final @Nullable String reviewer;
    final CaptureMethod capture;
    final @Nullable String device;
    final String noticeVersion;
    final String noticeLanguage;
    final Instant acknowledgedAt;

    /**
     * Reads a request, stopping at the first value that breaks a rule.
     *
     * @param reviewer opaque id of a second member of staff who has looked at the documents
     */
    Application(SigningRequest request, @Nullable String reviewer, LocalDate today, Instant now) {
        this.reviewer = reviewer;
        contractRef = Given.reference(request.contractRef(), Code.CONTRACT_REQUIRED);
        var asked = request.service() == null ? new SigningRequest.Service(null, null, null, null) : request.service();
        service = ServiceType.of(asked.type());
        service.mustOpenBy(request.event());
        line = service.line(asked.number(), asked.accessAccount());
        installation = installation(asked.installationAddress());
        subscriber = new Identification(today, reviewer != null).of(request.subscriber());
        capture = CaptureMethod.of(
                request.capture(), subscriber.document().number().type());
        device = device(request.capture());
        mustBeOfAge(today);
        var notice = request.notice();
        noticeVersion = published(notice == null ? null : notice.version());
        noticeLanguage = published(notice == null ? null : notice.language());
        acknowledgedAt = instant(notice == null ? null : notice.acknowledgedAt(), now);
    }

    /** What is sealed. */
    IdentityRecord identity() {
        return IdentityRecord.of(subscriber, line, installation, reviewer);
    }

    boolean countsAsCard() {
        return service == ServiceType.MOBILE;
    }

    private @Nullable PostalAddress installation(@Nullable String text) {
        if (text == null && service == ServiceType.INTERNET) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        if (text != null && service == ServiceType.MOBILE) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        return text == null ? null : PostalAddress.of(text);
    }

    private void mustBeOfAge(LocalDate today) {
        if (FullYears.stillUnder(OF_AGE_TO_SIGN, subscriber.bornOn(), today)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
    }

    /** The one event a first registration of this service is (Order 25 article 3: to open a line, to install one). */
    String event() {
        return service == ServiceType.MOBILE ? "open" : "install";
    }

    private static @Nullable String device(SigningRequest.@Nullable Capture capture) {
        return capture == null || capture.device() == null
                ? null
                : Given.reference(capture.device(), Code.INVALID_ARGUMENT);
    }

    /** What cannot be the name of a notice names none. */
    private static String published(@Nullable String text) {
        return Given.reference(text, Code.NOTICE_REQUIRED, Code.NOTICE_REQUIRED);
    }

    private static Instant instant(@Nullable String text, Instant now) {
        try {
            var instant = Instant.parse(Given.required(text, Code.NOTICE_REQUIRED));
            if (instant.isAfter(now.plusSeconds(60)) // no client's clock is trusted beyond a minute
                    || instant.isBefore(FIRST_DAY)) {
                throw Problem.of(Code.OUT_OF_RANGE);
            }
            return instant;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
