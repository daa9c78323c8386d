package io.shiming.verification.authority;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.shiming.peer.Unusable;
import io.shiming.verification.Answer;
import io.shiming.verification.enquiry.Payload;
import java.time.Duration;
import java.time.Instant;

/** The payload of an answer. */
record SignedAnswer(
        @JsonProperty(required = true) String requestId,
        @JsonProperty(required = true) String subject,
        @JsonProperty(required = true) String result,
        @JsonProperty(required = true) String checkId,
        @JsonProperty(required = true) String checkedAt) {

    // A repetition brings the first answer's time, and a pending registration is repeated for a day.
    private static final Duration OLDEST = Duration.ofHours(24);

    static SignedAnswer read(String payload) throws Unusable {
        return Payload.read(payload, SignedAnswer.class);
    }

    /** The answer to this question, if it is one and was given not long ago. */
    Answer to(Question question, String provider, Instant now) throws Unusable {
        if (!requestId.equals(question.requestId())) {
            throw new Unusable(Unusable.Reason.OTHER_REQUEST);
        }
        if (!subject.equals(question.subject())) {
            throw new Unusable(Unusable.Reason.OTHER_PERSON);
        }
        return new Answer(known(), provider, Payload.checkId(checkId), Payload.fresh(checkedAt, OLDEST, now));
    }

    private Answer.Result known() throws Unusable {
        return switch (result) {
            case "match" -> Answer.Result.MATCH;
            case "mismatch" -> Answer.Result.MISMATCH;
            case "unknown" -> Answer.Result.UNKNOWN_DOCUMENT;
            default -> throw new Unusable(Unusable.Reason.SCHEMA);
        };
    }
}
