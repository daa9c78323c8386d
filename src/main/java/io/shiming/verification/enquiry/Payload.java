package io.shiming.verification.enquiry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.shiming.peer.Unusable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what was signed, strictly: no field more, none less, none twice, each of its own type, and not long ago. */
public final class Payload {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);
    private static final Pattern CHECK_ID = Pattern.compile("[!-~]{1,64}");

    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual, text -> NO_TEXT.forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .withCoercionConfig(
                    LogicalType.Integer, number -> number.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .build();

    private Payload() {}

    /** The payload as a record of this type. */
    public static <T> T read(String json, Class<T> type) throws Unusable {
        try {
            return STRICT.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
    }

    /** An authority's reference of a check: 1 to 64 printable ASCII characters. */
    public static String checkId(String text) throws Unusable {
        if (!CHECK_ID.matcher(text).matches()) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
        return text;
    }

    /** A time that is neither longer ago than this nor to come. */
    public static Instant fresh(String text, Duration oldest, Instant now) throws Unusable {
        try {
            Instant at = Instant.parse(text);
            if (at.isBefore(now.minus(oldest)) || at.isAfter(now.plus(CLOCK_DIFFERENCE))) {
                throw new Unusable(Unusable.Reason.STALE);
            }
            return at;
        } catch (DateTimeException e) {
            throw new Unusable(Unusable.Reason.SCHEMA);
        }
    }
}
