package io.shiming.audit.verify;

/** What was found: a log, proof or checkpoint that is not what it claims to be. Names the place, not the content. */
public final class Tampered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Tampered(String what) {
        super(what);
    }
}
