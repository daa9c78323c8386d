package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
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
 * @param livePhoto the photo taken on site, for a mobile number: an evidenceId, or where the operator has an archive of
 *     its own a reference into it, 1 to 64 of letters, digits and {@code ._/-}
 * @param copies evidenceIds of the copies of documents that were taken, at most eight
 * @param signature the applicant's signature under contract and notice
 * @param refusal what the applicant refused, or was found to have forged; then nothing is signed
 */
public record SigningRequest(
        @Nullable String contractRef,
        @Nullable String event,
        @Nullable Service service,
        PartyBlocks.@Nullable Subscriber subscriber,
        PartyBlocks.@Nullable Capture capture,
        @Nullable Notice notice,
        @Nullable Match match,
        @Nullable String livePhoto,
        @Nullable List<String> copies,
        PartyBlocks.@Nullable Guardian guardian,
        @Nullable OrganisationBlock organisation,
        PartyBlocks.@Nullable Agent agent,
        @Nullable Refusal refusal,
        @Nullable FormerHolderBlock formerHolder,
        @Nullable Signature signature) {

    /** A signing with what every service needs, and nothing else. */
    public static SigningRequest alone(
            String contractRef,
            String event,
            Service service,
            PartyBlocks.Subscriber subscriber,
            PartyBlocks.Capture capture,
            Notice notice) {
        return new SigningRequest(
                contractRef,
                event,
                service,
                subscriber,
                capture,
                notice,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * The applicant's signature; only what it is found by.
     *
     * @param kind {@code image} or {@code electronic}
     * @param reference the evidenceId of an image among the copies; or the electronic signature's reference, 1 to 64 of
     *     letters, digits and {@code ._/-}
     */
    public record Signature(
            @Schema(enumeration = {"image", "electronic"}) @Nullable
            String kind,

            @Nullable String reference) {}

    /**
     * Why there is no signing. It is sent so that the refusal is on record, and ends with 422.
     *
     * @param reason {@code document_refused}, {@code data_refused} or {@code forged}
     * @param evidence evidenceIds of images of a forged document, which are kept for the police
     */
    public record Refusal(
            @Schema(enumeration = {"document_refused", "data_refused", "forged"}) @Nullable
            String reason,

            @Nullable List<String> evidence) {
        public Code code() {
            return switch (String.valueOf(reason)) {
                case "document_refused" -> Code.DOCUMENT_REFUSED;
                case "data_refused" -> Code.DATA_REFUSED;
                case "forged" -> Code.FORGED;
                default ->
                    throw Problem.of(reason == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                            .at("/refusal/reason");
            };
        }
    }

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
    public record Service(
            @Nullable String type,
            @Nullable String number,
            @Nullable String accessAccount,
            @Nullable String installationAddress,
            @Nullable String productClass,
            @Nullable String use,
            @Nullable IotProfile iotProfile) {
        public static final Service NONE = new Service(null, null, null, null, null, null, null);

        public static Service internet(String accessAccount, String installationAddress) {
            return new Service("internet", null, accessAccount, installationAddress, null, null, null);
        }

        @Override
        public String toString() {
            return "Service[withheld]";
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
    public record Match(
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
    public record Notice(
            @Nullable String version,
            @Nullable String language,
            @Nullable String acknowledgedAt,
            @Nullable Boolean riskNoticeAcknowledged,
            @Nullable Boolean separateConsent) {}
}
