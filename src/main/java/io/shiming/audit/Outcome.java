package io.shiming.audit;

/** How it ended. */
public enum Outcome {
    /** Permitted, and done in the same transaction. */
    ALLOWED,
    /** Not permitted; the reason is a code. */
    REFUSED,
    /** Permitted, but it could not be done. */
    FAILED
}
