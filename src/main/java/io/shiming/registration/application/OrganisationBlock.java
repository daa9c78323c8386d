package io.shiming.registration.application;

import org.jspecify.annotations.Nullable;

/**
 * An organisation that signs, as the point of sale sends it.
 *
 * @param name as the certificate shows it
 * @param document the certificate
 * @param address as the certificate shows it
 * @param handler who stands at the counter
 * @param authorizationRef reference of the letter of authority, 1 to 64 of letters, digits and {@code ._/-}
 * @param authorizedFrom first day of the letter, {@code YYYY-MM-DD}
 * @param authorizedUntil last day of the letter
 * @param responsiblePerson who answers for the number; needed for a mobile one
 * @param actualUser who uses it; needed for a mobile one
 */
public record OrganisationBlock(
        @Nullable String name,
        @Nullable Certificate document,
        @Nullable String address,
        @Nullable Delegate handler,
        @Nullable String authorizationRef,
        @Nullable String authorizedFrom,
        @Nullable String authorizedUntil,
        @Nullable Delegate responsiblePerson,
        @Nullable Delegate actualUser) {
    @Override
    public String toString() {
        return "OrganisationBlock[withheld]";
    }

    /**
     * An organisation's certificate.
     *
     * @param type {@code USCC_LIC}, {@code INST_CERT}, {@code SOC_CERT} or {@code ORG_OTHER}
     * @param number the unified social credit code
     * @param issuedOn first day of validity, {@code YYYY-MM-DD}
     * @param expiresOn last day of validity, {@code YYYY-MM-DD} or {@code long-term}
     */
    public record Certificate(
            @Nullable String type,
            @Nullable String number,
            @Nullable String issuedOn,
            @Nullable String expiresOn) {
        @Override
        public String toString() {
            return "Certificate[withheld]";
        }
    }

    /** A person who acts for an organisation or uses its number, with a document of his own. */
    record Delegate(
            @Nullable String name,
            PartyBlocks.@Nullable Document document,
            @Nullable String address,
            PartyBlocks.@Nullable Capture capture) {
        @Override
        public String toString() {
            return "Delegate[withheld]";
        }
    }
}
