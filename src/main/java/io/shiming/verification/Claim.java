package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who the applicant claims to be: the question to the authority. It prints nothing of the person. */
public final class Claim {
    private final UUID requestId;
    private final String documentType;
    private final String documentNumber;
    private final String name;
    private final @Nullable LocalDate bornOn;

    /**
     * A claim to be checked.
     *
     * @param requestId the same for every repetition of the same question, no other question's
     * @param documentType the service's code of the document type, such as RIC
     * @param documentNumber canonical number
     * @param name exactly as the document shows it
     * @param bornOn for documents whose number does not hold the date of birth
     */
    public Claim(UUID requestId, String documentType, String documentNumber, String name, @Nullable LocalDate bornOn) {
        this.requestId = requestId;
        this.documentType = documentType;
        this.documentNumber = documentNumber;
        this.name = name;
        this.bornOn = bornOn;
    }

    /** The subscriber's claim. */
    public static Claim of(UUID requestId, IdentityRecord identity) {
        return new Claim(
                requestId,
                identity.documentType(),
                identity.documentNumber(),
                identity.name(),
                identity.bornOn().orElse(null));
    }

    /** The claim of whoever signs beside the subscriber, if anybody does; its id follows from the subscriber's. */
    public static Optional<Claim> beside(UUID requestId, IdentityRecord identity) {
        var own = UUID.nameUUIDFromBytes((requestId + "/companion").getBytes(StandardCharsets.US_ASCII));
        return identity.companion()
                .map(companion -> new Claim(
                        own,
                        companion.documentType(),
                        companion.documentNumber(),
                        companion.name(),
                        LocalDate.parse(companion.birthDate())));
    }

    public UUID requestId() {
        return requestId;
    }

    public String documentType() {
        return documentType;
    }

    public String documentNumber() {
        return documentNumber;
    }

    public String name() {
        return name;
    }

    public @Nullable LocalDate bornOn() {
        return bornOn;
    }

    @Override
    public String toString() {
        return "Claim[" + requestId + ", withheld]";
    }
}
