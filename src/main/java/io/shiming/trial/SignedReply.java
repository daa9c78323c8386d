package io.shiming.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * What a trial's authority or hub found, kept without the person; and the ways to spoil it.
 *
 * @param finding name of the field that holds what was found
 * @param found its value, as JSON
 */
record SignedReply(
        String type,
        String requestId,
        String subject,
        String finding,
        String found,
        String checkId,
        Instant checkedAt) {

    static SignedReply of(
            String type, String requestId, String subject, String finding, String found, Instant checkedAt) {
        return new SignedReply(
                type, requestId, subject, finding, found, UUID.randomUUID().toString(), checkedAt);
    }

    String jws(TrialKey key, Mood mood) {
        String payload = spoiled(mood).json(mood == Mood.OTHER_SCHEMA ? ",\"verified\":true" : "");
        return switch (mood) {
            case FORGED -> TrialKey.fresh().sign(type, key.id(), payload);
            case UNSIGNED -> base64("{\"alg\":\"none\",\"kid\":\"" + key.id() + "\"}") + "." + base64(payload) + ".";
            default -> key.sign(type, key.id(), payload);
        };
    }

    private SignedReply spoiled(Mood mood) {
        return switch (mood) {
            case OTHER_PERSON -> with(requestId, "A".repeat(43), found, checkedAt);
            case OTHER_REQUEST -> with(UUID.randomUUID().toString(), subject, found, checkedAt);
            case OTHER_RESULT -> with(requestId, subject, "\"MATCH\"", checkedAt);
            case STALE -> with(requestId, subject, found, checkedAt.minus(Duration.ofHours(25)));
            default -> this;
        };
    }

    private SignedReply with(String otherRequest, String otherSubject, String otherwise, Instant at) {
        return new SignedReply(type, otherRequest, otherSubject, finding, otherwise, checkId, at);
    }

    private String json(String more) {
        return "{\"requestId\":\"" + requestId + "\",\"subject\":\"" + subject + "\",\"" + finding + "\":" + found
                + ",\"checkId\":\"" + checkId + "\",\"checkedAt\":\"" + checkedAt + "\"" + more + "}";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
