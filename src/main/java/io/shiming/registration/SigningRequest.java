package io.shiming.registration;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A signing as the point of sale sends it. Every text is verbatim from the document; nothing is checked yet.
 *
 * @param contractRef the operator's reference of the contract, 1 to 64 of letters, digits and {@code ._/-}
 * @param event {@code open} for a mobile number, {@code install} for a fixed line or internet access; of a line that is
 *     there: {@code reissue}, {@code relocate}, {@code transfer}, {@code reverify}, {@code add_feature},
 *     {@code legacy_supplement}
 * @param service what is signed for
 * @param subscriber who signs
 * @param capture how the document's data was read
 * @param notice the notice that was shown and acknowledged
 * @param match the comparison of the person with the document; for a mobile number
 * @param guardian who signs beside a minor
 * @param agent who signs for the subscriber, where the service allows it
 * @param formerHolder who gives the number away; for {@code transfer}
 * @param organisation the organisation that signs through its handler, in place of subscriber and capture
 * @param livePhoto reference of the photo taken on site, 1 to 64 of letters, digits and {@code ._/-}; for a mobile number
 */
record SigningRequest(
        @Nullable String contractRef,
        @Nullable String event,
        @Nullable Service service,
        @Nullable Subscriber subscriber,
        @Nullable Capture capture,
        @Nullable Notice notice,
        @Nullable Match match,
        @Nullable String livePhoto,
        @Nullable Guardian guardian,
        @Nullable Organisation organisation,
        @Nullable Agent agent,
        @Nullable FormerHolder formerHolder) {

    /**
     * What is signed for.
     *
     * @param type {@code mobile}, {@code fixed}, {@code internet} or {@code iot}
     * @param number mobile, fixed or IoT number, E.164 or national
     * @param accessAccount the operator's account id, for internet access
     * @param installationAddress where a line ends; needed for internet access
     * @param productClass {@code voice-line}, {@code 400}, {@code one-number}, {@code switchboard}: for organisations; or
     *     {@code iot}
     * @param use what an organisation will use a number of such a class for, 2 to 100 characters
     * @param iotProfile for a number of the internet of things
     */
    record Service(
            @Nullable String type,
            @Nullable String number,
            @Nullable String accessAccount,
            @Nullable String installationAddress,
            @Nullable String productClass,
            @Nullable String use,
            @Nullable IotProfile iotProfile) {
        static final Service NONE = new Service(null, null, null, null, null, null, null);

        @Override
        public String toString() {
            return "Service[withheld]";
        }
    }

    /**
     * What a number of the internet of things may do (Anti-Telecom and Online Fraud Law article 12).
     *
     * @param functions of {@code voice}, {@code sms}, {@code data}; no other is unlocked
     * @param scene reference of the scene of use
     * @param deviceIds references of the devices it is bound to, at most 100
     * @param riskPassed true when the buyer's risk has been assessed and accepted
     * @param highData true for so much data that an organisation names the person who uses it
     */
    record IotProfile(
            @Nullable List<String> functions,
            @Nullable String scene,
            @Nullable List<String> deviceIds,
            @Nullable Boolean riskPassed,
            @Nullable Boolean highData) {
        @Override
        public String toString() {
            return "IotProfile[withheld]";
        }
    }

    /**
     * An organisation.
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
    record Organisation(
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
            return "Organisation[withheld]";
        }
    }

    /**
     * An organisation's certificate.
     *
     * @param type {@code USCC_LIC}, {@code INST_CERT}, {@code SOC_CERT} or {@code ORG_OTHER}
     * @param number the unified social credit code
     * @param issuedOn first day of validity, {@code YYYY-MM-DD}
     * @param expiresOn last day of validity, {@code YYYY-MM-DD} or {@code long-term}
     */
    record Certificate(
            @Nullable String type,
            @Nullable String number,
            @Nullable String issuedOn,
            @Nullable String expiresOn) {
        @Override
        public String toString() {
            return "Certificate[withheld]";
        }
    }

    /** Somebody who acts for an organisation or uses its number, with a document of his own. */
    record Delegate(
            @Nullable String name,
            @Nullable Document document,
            @Nullable String address,
            @Nullable Capture capture) {
        @Override
        public String toString() {
            return "Delegate[withheld]";
        }
    }

    /**
     * Who signs.
     *
     * @param name as the document shows it, any Unicode plane
     * @param document the document shown
     * @param address the document's address, or the declared one where the document has none
     */
    record Subscriber(
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
    record Document(
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
    record Capture(
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

    /**
     * The holder until now, present with a document of his own.
     *
     * @param release reference of the signed release of the number
     */
    record FormerHolder(
            @Nullable String name,
            @Nullable Document document,
            @Nullable String address,
            @Nullable Capture capture,
            @Nullable String release) {
        @Override
        public String toString() {
            return "FormerHolder[withheld]";
        }
    }

    /**
     * A comparison of the person at the counter with the document. Results only.
     *
     * @param by {@code face} or {@code clerk}
     * @param result {@code pass}, {@code fail} or {@code manual}: the last needs a second reviewer
     * @param vendor opaque name of the system that compared faces
     * @param score 0 to 100, as that system counts
     */
    record Match(
            @Schema(enumeration = {"face", "clerk"}) @Nullable
            String by,

            @Schema(enumeration = {"pass", "fail", "manual"}) @Nullable
            String result,

            @Nullable String vendor,
            @Nullable Integer score) {}

    /**
     * Which notice was acknowledged, and when.
     *
     * @param version as published
     * @param language zh or en
     * @param acknowledgedAt ISO 8601 instant
     * @param riskNoticeAcknowledged true when the applicant was warned against lending or selling cards
     * @param separateConsent true when photo and comparison of faces were agreed to apart from all else
     */
    record Notice(
            @Nullable String version,
            @Nullable String language,
            @Nullable String acknowledgedAt,
            @Nullable Boolean riskNoticeAcknowledged,
            @Nullable Boolean separateConsent) {}
}
