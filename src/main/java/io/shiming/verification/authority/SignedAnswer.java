package io.shiming.verification.authority;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.shiming.verification.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The payload of an answer, read strictly: no field more, none less, none twice, each of its own type. */
record SignedAnswer(
        @JsonProperty(required = true) String requestId,
        @JsonProperty(required = true) String subject,
        @JsonProperty(required = true) String result,
        @JsonProperty(required = true) String checkId,
        @JsonProperty(required = true) String checkedAt) {

    // A repetition brings the first answer's time, and a pending registration is repeated for a day.
    private static final Duration OLDEST = Duration.ofHours(24);
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);
    private static final int LONGEST_CHECK_ID = 64;

    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual, text -> NO_TEXT.forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .build()
            .readerFor(SignedAnswer.class);

    static SignedAnswer read(String payload) throws Unusable {
        try {
            return STRICT.readValue(payload);
        } catch (JsonProcessingException e) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
    }

    /** The answer to this question, if it is one and was given not long ago. */
    Answer to(Question question, String provider, Instant now) throws Unusable {
        if (!requestId.equals(question.requestId())) {
            throw new Unusable(Unusable.Reason.OTHER_REQUEST);
        }
        if (!subject.equals(question.subject())) {
            throw new Unusable(Unusable.Reason.OTHER_PERSON);
        }
        if (!checkId.matches("[!-~]{1," + LONGEST_CHECK_ID + "}")) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
        return new Answer(known(), provider, checkId, fresh(now));
    }

    private Answer.Result known() throws Unusable {
        return switch (result) {
            case "match" -> Answer.Result.MATCH;
            case "mismatch" -> Answer.Result.MISMATCH;
            case "unknown" -> Answer.Result.UNKNOWN_DOCUMENT;
            default -> throw new Unusable(Unusable.Reason.SCHEMA);
        };
    }

    private Instant fresh(Instant now) throws Unusable {
        try {
            Instant at = Instant.parse(checkedAt);
            if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(CLOCK_DIFFERENCE))) {
                throw new Unusable(Unusable.Reason.STALE);
            }
            return at;
        } catch (DateTimeException e) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
    }
}
