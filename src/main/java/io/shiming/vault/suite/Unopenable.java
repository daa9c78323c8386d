package io.shiming.vault.suite;

/**
 * What was sealed does not open: cut, altered, moved, of another key, or of a version not known here. It never says
 * which, and has no cause and no stack, so that an attacker learns nothing from it.
 */
public final class Unopenable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    public static final String MESSAGE = "sealed data does not open";

    /** The one shape that every failure to open has. */
    public Unopenable() {
        super(MESSAGE, null, false, false);
    }
}
