package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The applicant's signature under the contract and the notice.
 *
 * @param reference what the signature is found by: no signature is stored here, and no digest of a contract, from which a text
 *     that can be guessed could be recognised
 */
public record ContractSignature(Kind kind, String reference) {
    /** What was signed on, and so what the reference is. */
    public enum Kind {
        /** A picture of the signature or of the signed contract: one of the images that the signing names. */
        IMAGE,
        /** An electronic signature: the reference of who keeps it. */
        ELECTRONIC;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a request says of it; null if it says nothing. */
    static @Nullable ContractSignature of(SigningRequest.@Nullable Signature given, @Nullable List<String> copies) {
        if (given == null) {
            return null;
        }
        var kind = Arrays.stream(Kind.values())
                .filter(each -> each.label().equals(given.kind()))
                .findFirst()
                .orElseThrow(() -> Problem.of(given.kind() == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                        .at("/kind"));
        var reference = RequestText.required(given.reference(), "/reference", Code.FIELD_REQUIRED);
        switch (kind) {
            case IMAGE -> {
                if (copies == null || !copies.contains(reference)) {
                    throw Problem.of(Code.EVIDENCE_NOT_USABLE).at("/reference");
                }
            }
            case ELECTRONIC -> RequestText.reference(reference, "/reference", Code.FIELD_REQUIRED);
        }
        return new ContractSignature(kind, reference);
    }
}
