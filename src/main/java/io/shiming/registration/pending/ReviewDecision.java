package io.shiming.registration.pending;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer decided.
 *
 * @param decision {@code approve} or {@code refuse}
 * @param reason why it is refused
 */
record ReviewDecision(
        @Schema(enumeration = {"approve", "refuse"}) @Nullable
        String decision,

        @Schema(enumeration = {"IMPERSONATION", "FORGED", "DOCUMENT_REFUSED", "DATA_REFUSED"}) @Nullable
        String reason) {

    /** The code of a refusal; null for an approval. */
    @Nullable
    Code refusal() {
        if (decision == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/decision");
        }
        return switch (decision) {
            case "approve" -> {
                if (reason != null) throw Problem.of(Code.FIELD_NOT_ALLOWED).at("/reason");
                yield null;
            }
            case "refuse" -> reason(reason);
            default -> throw Problem.of(Code.INVALID_ARGUMENT).at("/decision");
        };
    }

    private static Code reason(@Nullable String reason) {
        if (reason == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/reason");
        }
        return switch (reason) {
            case "IMPERSONATION" -> Code.IMPERSONATION;
            case "FORGED" -> Code.FORGED;
            case "DOCUMENT_REFUSED" -> Code.DOCUMENT_REFUSED;
            case "DATA_REFUSED" -> Code.DATA_REFUSED;
            default -> throw Problem.of(Code.INVALID_ARGUMENT).at("/reason");
        };
    }
}
