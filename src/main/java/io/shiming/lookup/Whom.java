package io.shiming.lookup;

import org.jspecify.annotations.Nullable;

/**
 * Whom a caller means: by exactly one of line, document and registration. There is no search by part.
 *
 * @param line the line by its service type and number or account
 * @param document the person by an exact document
 * @param registrationId the registration
 */
record Whom(
        @Nullable Line line,
        @Nullable Document document,
        @Nullable String registrationId) {

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

    /** A document by type and number; a passport also by the state that issued it, ISO 3166-1 alpha-3. */
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
