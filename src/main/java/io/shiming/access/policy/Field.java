package io.shiming.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;

/**
 * What is shown of a registration only when it is asked for by name and permitted: the fields of its subscriber, which are
 * masked otherwise, and the groups of what is stored about it, which are left out otherwise.
 */
public enum Field {
    NAME("name"),
    DOCUMENT_NUMBER("documentNumber"),
    BIRTH_DATE("birthDate"),
    ADDRESS("address"),
    SERVICE_NUMBER("serviceNumber"),
    INSTALLATION_ADDRESS("installationAddress"),
    /** With it the other fields that are asked for are shown of those who acted beside the subscriber too. */
    PARTIES("parties"),
    /** Photos and copies of documents; seen one at a time, through a route of their own. */
    IMAGE("image"),
    /** What the authority answered. */
    VERIFICATION("verification", true),
    /** How the document's data came in. */
    CAPTURE("capture", true),
    /** The comparison of person and document. */
    COMPARISON("comparison", true),
    /** The decision of a second person on an application. */
    REVIEW("review", true),
    /** Where and by which clerk it was signed. */
    COUNTER("counter", true),
    /** The contract and its event. */
    CONTRACT("contract", true),
    /** The receipt of what the subscriber was told and agreed to. */
    CONSENT("consent", true),
    /** The states of registration and line, and what the number came from and went to. */
    HISTORY("history", true),
    /** All registrations of the person, without their numbers. */
    LINES("lines", true),
    /** The versions of the identity: when and why it was corrected. With it an earlier version may be asked for. */
    VERSIONS("versions", true);

    private final String label;
    private final boolean group;

    Field(String label) {
        this(label, false);
    }

    Field(String label, boolean group) {
        this.label = label;
        this.group = group;
    }

    /** Whether it is a group of what is stored about the registration. */
    public boolean isGroup() {
        return group;
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
