package io.shiming.lookup;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The person a caller means, by exactly one of line, document and registration. There is no search by part.
 *
 * @param line the line by its service type and number or account
 * @param document the person by an exact document
 * @param registrationId the registration
 * @param asOf the instant at which the line was held, RFC 3339; with line only
 * @param from instead of asOf, in an order: everyone who held the line from then on
 * @param to until then
 */
@Schema(name = "Whom") // as published
public record TargetRequest(
        @Nullable Line line,
        @Nullable Document document,
        @Nullable String registrationId,
        @Nullable String asOf,
        @Nullable String from,
        @Nullable String to) {

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

    /** A person's or an organisation's document by type and number; a passport also by the state that issued it, alpha-3. */
    public record Document(
            @Nullable String type,
            @Nullable String number,
            @Nullable String issuingCountry) {
        @Override
        public String toString() {
            return "Document[withheld]";
        }
    }
}
