package io.shiming.registration.store;

/**
 * How far a registration has come. Only ACTIVE lets a line go live. What each state counts for, while there is no line,
 * stands in {@code registry.line_states}.
 */
public enum RegistrationStatus {
    /** Sealed and kept, until the authority answers; dies after a day. */
    PENDING,
    /** Sealed and kept, until a person who is not the clerk has looked at it; then PENDING, or REFUSED. */
    REVIEW,
    /** The authority confirmed the identity. */
    ACTIVE,
    /** The authority, or a limit, said no. */
    REFUSED,
    /** The authority did not answer in time. */
    EXPIRED,
    /** From before the duty of true identity, with partial data. */
    INCOMPLETE,
    /** The same, suspended until its data are supplemented. */
    SUSPENDED_UNREGISTERED,
    /** The same, and another registration has supplemented it. */
    SUPPLEMENTED
}
