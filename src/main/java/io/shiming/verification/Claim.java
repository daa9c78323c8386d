package io.shiming.verification;

import java.time.LocalDate;
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
