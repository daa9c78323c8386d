package io.shiming.registration;

import io.shiming.identity.AcceptedDocuments;
import io.shiming.identity.DocumentNumber;
import io.shiming.identity.DocumentType;
import io.shiming.identity.FullYears;
import io.shiming.identity.IdentityDocument;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.MachineReadableZone;
import io.shiming.identity.PersonName;
import io.shiming.identity.PostalAddress;
import io.shiming.identity.ServiceNumber;
import io.shiming.identity.Validity;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A signing whose every value has passed its format rules; whether the person is who it says is not known yet. */
final class Application {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final AcceptedDocuments ACCEPTED = AcceptedDocuments.reviewed();
    private static final Instant FIRST_DAY = Instant.parse("2013-08-31T16:00:00Z"); // Order 25 is in force, Shanghai
    private static final int OF_AGE_TO_SIGN = 16;

    final String contractRef;
    final ServiceType service;
    final ServiceNumber line;
    final @Nullable PostalAddress installation;
    final PersonName name;
    final IdentityDocument document;
    final PostalAddress address;
    final CaptureMethod capture;
    final @Nullable String device;
    final String noticeVersion;
    final String noticeLanguage;
    final Instant acknowledgedAt;

    /** Reads a request, stopping at the first value that breaks a rule. */
    Application(SigningRequest request, LocalDate today, Instant now) {
        contractRef = reference(request.contractRef(), Code.CONTRACT_REQUIRED);
        var asked = request.service() == null ? new SigningRequest.Service(null, null, null, null) : request.service();
        service = ServiceType.of(asked.type());
        service.mustOpenBy(request.event());
        line = service.line(asked.number(), asked.accessAccount());
        installation = installation(asked.installationAddress());
        var subscriber = request.subscriber();
        if (subscriber == null || subscriber.document() == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED);
        }
        document = document(subscriber.document(), today);
        name = PersonName.of(required(subscriber.name(), Code.NAME_REQUIRED));
        address = PostalAddress.of(required(subscriber.address(), Code.ADDRESS_REQUIRED));
        capture = CaptureMethod.of(request.capture(), document.number().type());
        device = device(request.capture());
        mustBeOfAge(today);
        var notice = request.notice();
        noticeVersion = published(notice == null ? null : notice.version());
        noticeLanguage = published(notice == null ? null : notice.language());
        acknowledgedAt = instant(notice == null ? null : notice.acknowledgedAt(), now);
    }

    /** What is sealed. */
    IdentityRecord identity() {
        return IdentityRecord.of(name, document, address, line, installation);
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

    private static IdentityDocument document(SigningRequest.Document given, LocalDate today) {
        var type = DocumentType.of(required(given.type(), Code.DOCUMENT_REQUIRED));
        if (type != DocumentType.RIC && type != DocumentType.PPT_F) { // the other types come with their own rules
            throw Problem.of(Code.DOC_TYPE_NOT_ACCEPTED);
        }
        ACCEPTED.mustAccept(type, today);
        var text = required(given.number(), Code.DOCUMENT_REQUIRED);
        var number = type == DocumentType.PPT_F
                ? DocumentNumber.of(type, text, required(given.issuingCountry(), Code.DOCUMENT_REQUIRED), today)
                : DocumentNumber.of(type, text, today);
        var validity = Validity.of(required(given.expiresOn(), Code.DOCUMENT_REQUIRED));
        var document = IdentityDocument.of(number, date(given.issuedOn()), validity, today);
        if (given.mrz() != null) {
            MachineReadableZone.of(given.mrz(), today)
                    .mustAgreeWith(document); // the name is compared where line 1 is read
        }
        return document;
    }

    private void mustBeOfAge(LocalDate today) {
        var born = document.number().bornOn();
        if (born.isPresent() && FullYears.stillUnder(OF_AGE_TO_SIGN, born.get(), today)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
    }

    /** The one event a first registration of this service is (Order 25 article 3: to open a line, to install one). */
    String event() {
        return service == ServiceType.MOBILE ? "open" : "install";
    }

    private static @Nullable String device(SigningRequest.@Nullable Capture capture) {
        return capture == null || capture.device() == null ? null : reference(capture.device(), Code.INVALID_ARGUMENT);
    }

    /** What cannot be the name of a notice names none: text of any other form never reaches the database. */
    private static String published(@Nullable String text) {
        var present = required(text, Code.NOTICE_REQUIRED);
        if (!REFERENCE.matcher(present).matches()) {
            throw Problem.of(Code.NOTICE_REQUIRED);
        }
        return present;
    }

    private static String reference(@Nullable String text, Code whenMissing) {
        var present = required(text, whenMissing);
        if (!REFERENCE.matcher(present).matches()) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return present;
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private static Instant instant(@Nullable String text, Instant now) {
        try {
            var instant = Instant.parse(required(text, Code.NOTICE_REQUIRED));
            if (instant.isAfter(now.plusSeconds(60)) // no client's clock is trusted beyond a minute
                    || instant.isBefore(FIRST_DAY)) {
                throw Problem.of(Code.OUT_OF_RANGE);
            }
            return instant;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private static String required(@Nullable String text, Code whenMissing) {
        if (text == null || text.isEmpty()) {
            throw Problem.of(whenMissing);
        }
        return text;
    }
}
