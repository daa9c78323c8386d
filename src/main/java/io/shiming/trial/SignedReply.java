package io.shiming.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * What the trial authority found, kept without the person, so that a repetition gets the same again; and the ways to
 * spoil it.
 */
record SignedReply(String requestId, String subject, String result, String checkId, Instant checkedAt) {
    private static final String TYPE = "identity-check+jwt";

    static SignedReply to(Check check, Instant now) {
        return new SignedReply(
                check.requestId(),
                check.subject(),
                check.result(),
                UUID.randomUUID().toString(),
                now);
    }

    String jws(TrialKey key, Mood mood) {
        String payload = spoiled(mood).json(mood == Mood.OTHER_SCHEMA ? ",\"verified\":true" : "");
        return switch (mood) {
            case FORGED -> TrialKey.fresh().sign(TYPE, key.id(), payload);
            case UNSIGNED -> base64("{\"alg\":\"none\",\"kid\":\"" + key.id() + "\"}") + "." + base64(payload) + ".";
            default -> key.sign(TYPE, key.id(), payload);
        };
    }

    private SignedReply spoiled(Mood mood) {
        return switch (mood) {
            case OTHER_PERSON -> new SignedReply(requestId, "A".repeat(43), result, checkId, checkedAt);
            case OTHER_REQUEST -> new SignedReply(UUID.randomUUID().toString(), subject, result, checkId, checkedAt);
            case OTHER_RESULT -> new SignedReply(requestId, subject, "MATCH", checkId, checkedAt);
            case STALE -> new SignedReply(requestId, subject, result, checkId, checkedAt.minus(Duration.ofHours(25)));
            default -> this;
        };
    }

    private String json(String more) {
        return "{\"requestId\":\"%s\",\"subject\":\"%s\",\"result\":\"%s\",\"checkId\":\"%s\",\"checkedAt\":\"%s\"%s}"
                .formatted(requestId, subject, result, checkId, checkedAt, more);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
