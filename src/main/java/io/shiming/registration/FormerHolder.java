package io.shiming.registration;

import io.shiming.identity.FullYears;
import io.shiming.identity.PresentedPerson;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.verification.Claim;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who gives a number away: an adult at the counter, with a document of his own and a signed release. Nothing of him is
 * recorded with the new holder but the reference of the release.
 */
record FormerHolder(PresentedPerson person, String release) {
    private static final int OF_AGE = 18;

    /** The former holder of a transfer; nobody for any other event. */
    static @Nullable FormerHolder of(
            SigningRequest.@Nullable FormerHolder given,
            SigningEvent event,
            Identification identification,
            LocalDate today) {
        if (event != SigningEvent.TRANSFER) {
            if (given != null) throw Problem.of(Code.FIELD_NOT_ALLOWED);
            return null;
        }
        if (given == null || given.document() == null) {
            throw Problem.of(Code.FORMER_HOLDER_REQUIRED);
        }
        var release = Given.reference(given.release(), Code.FORMER_HOLDER_REQUIRED);
        var person = identification.of(new SigningRequest.Subscriber(given.name(), given.document(), given.address()));
        CaptureMethod.of(given.capture(), person.document().number().type());
        if (FullYears.at(person.bornOn(), today) < OF_AGE) {
            throw Problem.of(Code.FORMER_HOLDER_REQUIRED);
        }
        return new FormerHolder(person, release);
    }

    /** The question to the authority; its id follows from the signing's. */
    Claim claim(UUID signing) {
        var number = person.document().number();
        return new Claim(
                UUID.nameUUIDFromBytes((signing + "/former-holder").getBytes(StandardCharsets.US_ASCII)),
                number.type().name(),
                number.verbatim(),
                person.name().verbatim(),
                person.bornOn());
    }

    String documentCanonical() {
        return person.document().number().canonical();
    }

    @Override
    public String toString() {
        return "FormerHolder[withheld]";
    }
}
