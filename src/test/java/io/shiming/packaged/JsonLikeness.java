package io.shiming.packaged;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an answer is like the printed one: the same keys at every depth, arrays of the same length, and the same
 * values, but for texts that are another each time. Where the printed one has a UUID, an instant, 64 hexadecimal digits
 * or a token, the answer has one too, any one.
 */
public final class JsonLikeness {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<Pattern> VARYING = List.of(
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z"),
            Pattern.compile("[0-9a-f]{64}"),
            Pattern.compile("[A-Za-z0-9+/]{43}="),
            Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"));

    private final List<String> differences = new ArrayList<>();

    private JsonLikeness() {}

    /** In words, where the answer is unlike; empty if it is like. */
    public static List<String> differences(String printed, String answer) throws Exception {
        var likeness = new JsonLikeness();
        likeness.compare("", JSON.readTree(printed), JSON.readTree(answer));
        return likeness.differences;
    }

    private void compare(String path, JsonNode printed, JsonNode answer) {
        if (printed.isObject() && answer.isObject()) {
            compareKeys(path, printed, answer);
        } else if (printed.isArray() && answer.isArray() && printed.size() == answer.size()) {
            for (int i = 0; i < printed.size(); i++) compare(path + "/" + i, printed.get(i), answer.get(i));
        } else if (!printed.equals(answer) && !vary(printed, answer)) {
            differences.add(path + ": " + printed + " is printed, the answer is " + answer);
        }
    }

    private void compareKeys(String path, JsonNode printed, JsonNode answer) {
        var keys = new HashSet<String>();
        printed.fieldNames().forEachRemaining(keys::add);
        answer.fieldNames().forEachRemaining(keys::add);
        keys.stream().sorted().forEach(key -> compare(path + "/" + key, printed.path(key), answer.path(key)));
    }

    private static boolean vary(JsonNode printed, JsonNode answer) {
        return printed.isTextual()
                && answer.isTextual()
                && VARYING.stream()
                        .anyMatch(form -> form.matcher(printed.asText()).matches()
                                && form.matcher(answer.asText()).matches());
    }
}
