package io.shiming.lookup;

import io.shiming.access.policy.Attribute;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose data to compare with what, and why. Exactly one of line, document and registrationId is given.
 *
 * @param line the line by its service type and number or account
 * @param document the person by an exact document
 * @param registrationId the registration
 * @param asOf with line, the instant at which it was held, RFC 3339; now if not said
 * @param purpose what it is for, see the policy
 * @param legalBasis on which ground
 * @param caseRef the case, where the purpose needs one
 * @param attributes what the caller has, by attribute: name, documentNumber, birthDate (YYYY-MM-DD), address. Blanks within
 *     a number, full-width and small letters are normalised; a value that no person can have is an INVALID_ARGUMENT
 */
record MatchRequest(
        TargetRequest.@Nullable Line line,
        TargetRequest.@Nullable Document document,
        @Nullable String registrationId,
        @Nullable String asOf,
        @Nullable String purpose,
        @Nullable String legalBasis,
        @Nullable String caseRef,
        @Nullable Map<String, String> attributes) {

    TargetRequest target() {
        return new TargetRequest(line, document, registrationId, asOf, null, null);
    }

    StatedPurpose why() {
        return StatedPurpose.of(purpose, legalBasis, caseRef);
    }

    /** What is to be compared, in the form in which it is; at least one. */
    Map<Attribute, String> compared() {
        if (attributes == null || attributes.isEmpty() || attributes.containsValue(null)) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/attributes");
        }
        var compared = new EnumMap<Attribute, String>(Attribute.class);
        attributes.forEach((name, value) -> {
            var attribute = Problem.at("/attributes", () -> Attribute.of(name));
            compared.put(
                    attribute, Problem.at("/attributes/" + attribute.label(), () -> ClaimedValue.of(attribute, value)));
        });
        return compared;
    }

    @Override
    public String toString() {
        return "MatchRequest[withheld]";
    }
}
