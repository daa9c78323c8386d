package io.shiming.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;

/** What of a subscriber can be compared with what a caller has; the answer is yes or no. */
public enum Attribute {
    NAME("name"),
    DOCUMENT_NUMBER("documentNumber"),
    BIRTH_DATE("birthDate"),
    ADDRESS("address");

    private final String label;

    Attribute(String label) {
        this.label = label;
    }

    /** The name in requests, answers, policy and log. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The attribute of that name. */
    @JsonCreator
    public static Attribute of(String label) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.label.equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT));
    }
}
