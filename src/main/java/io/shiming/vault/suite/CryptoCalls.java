package io.shiming.vault.suite;

import java.security.GeneralSecurityException;

/** The two ways in which a primitive may fail. */
public final class CryptoCalls {
    private CryptoCalls() {}

    /** Work that a primitive does. */
    public interface Work<T> {
        T done() throws GeneralSecurityException;
    }

    /** Making something fails only if the installation is broken. */
    public static <T> T loudly(Work<T> work) {
        try {
            return work.done();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a primitive does not work here", e);
        }
    }

    /** A failure to open takes one form, for every exception of the library. */
    @SuppressWarnings("UnusedException") // the cause would be the hint that must not be given
    public static <T> T asUnopenable(Work<T> work) {
        try {
            return work.done();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Unopenable();
        }
    }
}
