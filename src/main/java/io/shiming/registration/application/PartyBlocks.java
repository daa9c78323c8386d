package io.shiming.registration.application;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** People and their papers, as the point of sale sends them. Every text is verbatim from the document; nothing is checked yet. */
public final class PartyBlocks {
    private PartyBlocks() {}

    /**
     * Who signs.
     *
     * @param name as the document shows it, any Unicode plane
     * @param document the document shown
     * @param address the document's address, or the declared one where the document has none
     */
    public record Subscriber(
            @Nullable String name,
            @Nullable Document document,
            @Nullable String address) {
        @Override
        public String toString() {
            return "Subscriber[withheld]";
        }
    }

    /**
     * An identity document.
     *
     * @param type one of the accepted types of {@code rules/accepted-documents.csv}, such as {@code RIC}
     * @param number as printed
     * @param issuingCountry ISO 3166-1 alpha-3, for a passport
     * @param issuedOn first day of validity, {@code YYYY-MM-DD}
     * @param expiresOn last day of validity, {@code YYYY-MM-DD} or {@code long-term}
     * @param birthDate {@code YYYY-MM-DD}, as printed; needed where neither number nor zone tells it
     * @param mrz second line of a passport's machine-readable zone, 44 characters
     * @param mrzLine1 first line of it; the name is compared with it
     * @param registerPage the member's page of a household register
     * @param settledIn ISO 3166-1 alpha-3, for the passport of a Chinese citizen settled abroad
     */
    public record Document(
            @Nullable String type,
            @Nullable String number,
            @Nullable String issuingCountry,
            @Nullable String issuedOn,
            @Nullable String expiresOn,
            @Nullable String birthDate,
            @Nullable String mrz,
            @Nullable String mrzLine1,
            @Nullable String registerPage,
            @Nullable String settledIn) {
        public static Document residentCard(String number, String expiresOn) {
            return new Document("RIC", number, null, null, expiresOn, null, null, null, null, null);
        }

        @Override
        public String toString() {
            return "Document[withheld]";
        }
    }

    /**
     * How the document was read.
     *
     * @param method {@code reader}, {@code nfc}, {@code mrz} or {@code manual}
     * @param device serial of the reader
     */
    public record Capture(
            @Schema(enumeration = {"reader", "nfc", "mrz", "manual"}) @Nullable
            String method,

            @Nullable String device) {}

    /**
     * A guardian, present with a document of his own.
     *
     * @param relation {@code parent}, {@code grandparent}, {@code sibling} or {@code appointed}
     * @param kinshipProof reference of the proof of kinship or guardianship
     */
    record Guardian(
            @Nullable String name,
            @Nullable Document document,
            @Nullable String address,
            @Nullable Capture capture,
            @Nullable String relation,
            @Nullable String kinshipProof) {
        @Override
        public String toString() {
            return "Guardian[withheld]";
        }
    }

    /**
     * An agent, with a document of his own beside the subscriber's.
     *
     * @param authority reference of the letter of authority
     */
    record Agent(
            @Nullable String name,
            @Nullable Document document,
            @Nullable String address,
            @Nullable Capture capture,
            @Nullable String authority) {
        @Override
        public String toString() {
            return "Agent[withheld]";
        }
    }
}
