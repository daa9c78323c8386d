package io.shiming.verification.enquiry;

/** An answer that does not count, or none at all. It carries the reason and nothing of the question or the answer. */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer to rely on; the word in the log. */
    public enum Reason {
        UNREACHABLE,
        TOO_SLOW,
        STATUS,
        OVERSIZE,
        NO_KEYS,
        SIGNATURE,
        SCHEMA,
        OTHER_REQUEST,
        OTHER_PERSON,
        STALE
    }

    final Reason reason;

    /** For this reason. */
    public Unusable(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
