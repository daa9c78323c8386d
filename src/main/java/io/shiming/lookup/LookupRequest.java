package io.shiming.lookup;

import io.shiming.access.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to find, and why. Exactly one of line, document and registrationId is given; there is no search by part.
 *
 * @param line the line by its service type and number or account
 * @param document the person by an exact document
 * @param registrationId the registration
 * @param purpose what it is for, see the policy
 * @param legalBasis on which ground
 * @param caseRef the case, where the purpose needs one: 1 to 64 of letters, digits and {@code ._/-}
 * @param fields the fields to show unmasked
 */
record LookupRequest(
        @Nullable Line line,
        @Nullable Document document,
        @Nullable String registrationId,
        @Nullable String purpose,
        @Nullable String legalBasis,
        @Nullable String caseRef,
        @Nullable List<Field> fields) {

    /** A line by its number or account. */
    record Line(
            @Nullable String type,
            @Nullable String number,
            @Nullable String accessAccount) {
        @Override
        public String toString() {
            return "Line[withheld]";
        }
    }

    /** A document, a person's or an organisation's, by type and number; a passport also by the state that issued it, ISO 3166-1 alpha-3. */
    record Document(
            @Nullable String type,
            @Nullable String number,
            @Nullable String issuingCountry) {
        @Override
        public String toString() {
            return "Document[withheld]";
        }
    }
}
