package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What the applicant was told and agreed to: the notice, the warning that lending a card makes liable (Anti-Telecom and
 * Online Fraud Law article 30), and for sensitive items a consent of its own (PIPL article 29).
 */
public record Agreement(
        String version, String language, Instant acknowledgedAt, boolean riskNotice, boolean separateConsent) {
    private static final Instant FIRST_DAY = Instant.parse("2013-08-31T16:00:00Z"); // Order 25 is in force, Shanghai
    private static final int CLOCK_SLACK = 60; // seconds: no client's clock is trusted beyond a minute

    /**
     * What a request says of it.
     *
     * @param sensitive whether the application has a photo, a comparison of faces or a child's data
     */
    static Agreement of(SigningRequest.@Nullable Notice given, boolean sensitive, Instant now) {
        if (given == null) {
            throw Problem.of(Code.NOTICE_REQUIRED);
        }
        var agreement = new Agreement(
                published(given.version(), "/version"),
                published(given.language(), "/language"),
                Problem.at("/acknowledgedAt", () -> instant(given.acknowledgedAt(), now)),
                Boolean.TRUE.equals(given.riskNoticeAcknowledged()),
                Boolean.TRUE.equals(given.separateConsent()));
        if (!agreement.riskNotice) {
            throw Problem.of(Code.RISK_NOTICE_REQUIRED).at("/riskNoticeAcknowledged");
        }
        if (sensitive && !agreement.separateConsent) {
            throw Problem.of(Code.SEPARATE_CONSENT_REQUIRED).at("/separateConsent");
        }
        return agreement;
    }

    /** What cannot be the name of a notice names none. */
    private static String published(@Nullable String text, String field) {
        return RequestText.reference(text, field, Code.NOTICE_REQUIRED, Code.NOTICE_REQUIRED);
    }

    private static Instant instant(@Nullable String text, Instant now) {
        try {
            var instant = Instant.parse(RequestText.required(text, "", Code.NOTICE_REQUIRED));
            if (instant.isAfter(now.plusSeconds(CLOCK_SLACK)) || instant.isBefore(FIRST_DAY)) {
                throw Problem.of(Code.OUT_OF_RANGE);
            }
            return instant;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}
