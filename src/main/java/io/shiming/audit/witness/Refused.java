package io.shiming.audit.witness;

/** A checkpoint that is not cosigned; the status says why (C2SP tlog-witness). */
final class Refused extends Exception {
    static final int MALFORMED = 400;
    static final int NOT_SIGNED = 403;
    static final int UNKNOWN_LOG = 404;
    static final int CONFLICT = 409;
    static final int NOT_CONSISTENT = 422;

    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String body) {
        super(body, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
