package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.day.FullYears;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who acts for an organisation and by which letter (Order 25 article 8), who answers for the number, and who uses it
 * (shop practice, N-9). Each shows a document of his own, which is checked like anybody's. One person may be all three.
 */
final class Delegation {
    private static final int OF_AGE = 18; // Civil Code article 17

    final CompanionRecord handler;
    final LocalDate authorizedFrom;
    final LocalDate authorizedUntil;
    final @Nullable CompanionRecord responsible;
    final @Nullable CompanionRecord user;
    final CaptureMethod capture;
    final @Nullable String device;

    private final Identification identification;
    private final LocalDate today;

    /** What the service asks for beside the handler. */
    record Needs(boolean responsible, boolean user) {}

    Delegation(OrganisationBlock given, Identification identification, Needs needs, LocalDate today) {
        this.identification = identification;
        this.today = today;
        var letter = RequestText.reference(given.authorizationRef(), "/authorizationRef", Code.AUTHORIZATION_REQUIRED);
        authorizedFrom = day(given.authorizedFrom(), "/authorizedFrom");
        authorizedUntil = day(given.authorizedUntil(), "/authorizedUntil");
        if (today.isBefore(authorizedFrom) || today.isAfter(authorizedUntil)) {
            throw Problem.of(Code.AUTHORIZATION_NOT_IN_FORCE);
        }
        var person = Problem.at("/handler", () -> adult(given.handler(), Code.HANDLER_REQUIRED));
        capture = Problem.at("/handler/capture", () -> method(given.handler(), person));
        device = given.handler() == null
                ? null
                : Individual.device(given.handler().capture(), "/handler/capture/device");
        handler = CompanionRecord.of("handler", "letter", letter, capture.label(), person);
        responsible = Problem.at(
                "/responsiblePerson", () -> responsible(given.responsiblePerson(), letter, needs.responsible()));
        user = Problem.at("/actualUser", () -> user(given.actualUser(), letter, needs.user()));
    }

    private @Nullable CompanionRecord responsible(
            OrganisationBlock.@Nullable Delegate given, String letter, boolean needed) {
        if (given == null && !needed) {
            return null;
        }
        var person = adult(given, Code.RESPONSIBLE_PERSON_REQUIRED);
        return CompanionRecord.of("responsible", "letter", letter, capture(given, person), person);
    }

    private @Nullable CompanionRecord user(OrganisationBlock.@Nullable Delegate given, String letter, boolean needed) {
        if (given == null && !needed) {
            return null;
        }
        var person = identified(given, Code.ACTUAL_USER_REQUIRED);
        if (FullYears.needsGuardian(person.bornOn(), today)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
        return CompanionRecord.of("user", "letter", letter, capture(given, person), person);
    }

    private PresentedPerson adult(OrganisationBlock.@Nullable Delegate given, Code whenMissing) {
        var person = identified(given, whenMissing);
        if (FullYears.at(person.bornOn(), today) < OF_AGE) {
            throw Problem.of(whenMissing);
        }
        return person;
    }

    private PresentedPerson identified(OrganisationBlock.@Nullable Delegate given, Code whenMissing) {
        if (given == null || given.document() == null) {
            throw Problem.of(whenMissing);
        }
        return identification.of(new PartyBlocks.Subscriber(given.name(), given.document(), given.address()));
    }

    private String capture(OrganisationBlock.@Nullable Delegate given, PresentedPerson person) {
        return Problem.at("/capture", () -> method(given, person)).label();
    }

    private CaptureMethod method(OrganisationBlock.@Nullable Delegate given, PresentedPerson person) {
        return identification.captured(
                given == null ? null : given.capture(), given == null ? null : given.document(), person);
    }

    private static LocalDate day(@Nullable String text, String field) {
        var day = RequestText.date(text, field);
        if (day == null) {
            throw Problem.of(Code.AUTHORIZATION_REQUIRED).at(field);
        }
        return day;
    }
}
