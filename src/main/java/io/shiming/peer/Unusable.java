package io.shiming.peer;

/** An answer that does not count, or none at all. It carries the reason and nothing of the question or the answer. */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer to rely on; the word in the log. */
    public enum Reason {
        UNREACHABLE,
        /** The server's certificate was issued by an authority that is not trusted here. */
        TLS_UNTRUSTED,
        /** The server's certificate is over, or not valid yet. */
        TLS_EXPIRED,
        /** The server's certificate is for another name. */
        TLS_NAME,
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

    private final Reason reason;

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
