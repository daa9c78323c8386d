package io.shiming.audit.log;

/** The log in the database is not what was signed or hashed before: it must not be extended or signed. */
public final class Forked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Forked(String what) {
        super(what);
    }
}
