package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The applicant's signature under the contract and the notice.
 *
 * @param reference what the signature is found by: no signature is stored here
 */
public record ContractSignature(Kind kind, String reference) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** What was signed on, and so what the reference is. */
    public enum Kind {
        /** Paper: the SHA-256 of the operator's scan of the signed contract. */
        PAPER_DIGEST,
        /** A picture of the signature: one of the images that the signing names. */
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
            case PAPER_DIGEST -> {
                if (!SHA_256.matcher(reference).matches()) {
                    throw Problem.of(Code.INVALID_ARGUMENT).at("/reference");
                }
            }
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
