package io.shiming.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;

/** The fields of a subscriber that are masked unless asked for by name and permitted. */
public enum Field {
    NAME("name"),
    DOCUMENT_NUMBER("documentNumber"),
    BIRTH_DATE("birthDate"),
    ADDRESS("address"),
    SERVICE_NUMBER("serviceNumber"),
    INSTALLATION_ADDRESS("installationAddress"),
    /** Photos and copies of documents; seen one at a time, through a route of their own. */
    IMAGE("image");

    private final String label;

    Field(String label) {
        this.label = label;
    }

    /** The name in requests, answers, policy and log. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The field of that name. */
    @JsonCreator
    public static Field of(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label.equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.INVALID_ARGUMENT));
    }
}
