package io.shiming.identity;

import java.util.Arrays;

/** What a person beside the subscriber does in a registration. Each role is taken once in a registration. */
public enum PartyRole {
    GUARDIAN("guardian", true),
    AGENT("agent", true),
    HANDLER("handler", true),
    /** Answers for an organisation's number. */
    RESPONSIBLE("responsible", false),
    /** Uses an organisation's number. */
    USER("user", false),
    /** Acted in the former holder's place when the number was transferred: handler, guardian, agent or next of kin. */
    FORMER_HOLDER_BY("formerHolderBy", true);

    private final String label;
    private final boolean once;

    PartyRole(String label, boolean once) {
        this.label = label;
        this.once = once;
    }

    /** The name in rows, entries and answers. */
    public String label() {
        return label;
    }

    /** Whether the role ends with the signing; the others last as long as the line. */
    public boolean endsWithTheSigning() {
        return once;
    }

    /** The role of that name. */
    public static PartyRole of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label.equals(label))
                .findFirst()
                .orElseThrow();
    }
}
