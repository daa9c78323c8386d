package io.shiming.lookup;

import io.shiming.access.policy.Field;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The person to find, and why. Exactly one of line, document and registrationId is given; there is no search by part.
 *
 * @param line the line by its service type and number or account
 * @param document the person by an exact document
 * @param registrationId the registration
 * @param asOf with line, the instant at which it was held, RFC 3339; now if not said
 * @param identityVersion the version of the identity to show, 1 for the one that was signed; the latest if not said. It needs
 *     {@code versions} among the fields
 * @param purpose what it is for, see the policy
 * @param legalBasis on which ground
 * @param caseRef the case, where the purpose needs one: 1 to 64 of letters, digits and {@code ._/-}
 * @param fields the fields to show unmasked, and the groups of what is stored about the registration to show with them
 */
record LookupRequest(
        TargetRequest.@Nullable Line line,
        TargetRequest.@Nullable Document document,
        @Nullable String registrationId,
        @Nullable String asOf,
        @Nullable Integer identityVersion,
        @Nullable String purpose,
        @Nullable String legalBasis,
        @Nullable String caseRef,
        @Nullable List<Field> fields) {

    TargetRequest target() {
        return new TargetRequest(line, document, registrationId, asOf, null, null);
    }

    /** The version to show; null for the latest. */
    @Nullable
    Integer version() {
        if (identityVersion == null) {
            return null;
        }
        if (identityVersion < 1) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/identityVersion");
        }
        if (fields == null || !fields.contains(Field.VERSIONS)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/identityVersion");
        }
        return identityVersion;
    }

    StatedPurpose why() {
        return StatedPurpose.of(purpose, legalBasis, caseRef);
    }
}
