package io.shiming.verification;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.document.OrganisationDocumentType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** The claims of all others in a record, each person's once; their ids follow from the subscriber's. */
    public static List<Claim> beside(UUID requestId, IdentityRecord identity) {
        var claims = new ArrayList<Claim>();
        for (var person : identity.people()) {
            var claim = of(derived(requestId, claims.size()), person);
            if (claims.stream().noneMatch(claim::isOfTheSame)) claims.add(claim);
        }
        return claims;
    }

    private static Claim of(UUID requestId, CompanionRecord person) {
        return new Claim(
                requestId,
                person.documentType(),
                person.documentNumber(),
                person.name(),
                LocalDate.parse(person.birthDate()));
    }

    private static UUID derived(UUID requestId, int place) {
        var suffix = place == 0 ? "/companion" : "/companion/" + place;
        return UUID.nameUUIDFromBytes((requestId + suffix).getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isOfTheSame(Claim other) {
        return documentType.equals(other.documentType)
                && documentNumber.equals(other.documentNumber)
                && name.equals(other.name);
    }

    /** Whether the register of organisations is asked, and not that of persons. */
    public boolean ofOrganisation() {
        return Arrays.stream(OrganisationDocumentType.values())
                .anyMatch(type -> type.name().equals(documentType));
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
