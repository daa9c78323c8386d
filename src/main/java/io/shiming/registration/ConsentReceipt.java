package io.shiming.registration;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the subscriber was told and agreed to, to be handed over (Order 24 article 9, PIPL articles 14 and 17).
 *
 * @param noticeVersion the notice that was shown
 * @param language in which it was shown
 * @param acknowledgedAt ISO 8601 instant, UTC
 * @param legalBasis why the data may be recorded whether or not the subscriber agrees; a key of the audit vocabulary
 * @param riskNoticeAcknowledged whether the subscriber was warned against lending or selling the card
 * @param separateConsent whether photo, face or a child's data were agreed to apart
 * @param separateConsentWithdrawnAt since when that consent is withdrawn; ISO 8601 instant, UTC
 * @param signature the signature under the notice, as far as the counter stated one
 * @param elements what the notice tells: handler, contact, purpose, method, scope, access, refusal, retention, rights
 */
public record ConsentReceipt(
        UUID registrationId,
        String noticeVersion,
        String language,
        String acknowledgedAt,
        String legalBasis,
        boolean riskNoticeAcknowledged,
        boolean separateConsent,
        @Nullable String separateConsentWithdrawnAt,
        @Nullable Signature signature,
        Map<String, String> elements) {

    /**
     * A signature by what it is found by.
     *
     * @param kind image or electronic
     */
    public record Signature(String kind, String reference) {}
}
