package io.shiming.peer;

/** A key set that must not be used. Carries the reason and nothing of the set. */
final class KeyFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it; the word in the log, in the health check and in the line at a refused start. */
    enum Reason {
        /** No JSON object with an array of objects, or one member twice. */
        NOT_A_KEY_SET,
        /** No key in it verifies signatures of an algorithm that is taken. */
        NO_USABLE_KEY,
        /** A secret or a private key was published. */
        PRIVATE_KEY,
        KEY_WITHOUT_ID,
        KEY_ID_TWICE,
        /** {@code use}, {@code key_ops} and {@code alg} contradict each other or the type of the key. */
        CONTRADICTORY_USE,
        /** A number that is missing, not base64url in its canonical form, or of a wrong length. */
        MALFORMED_KEY,
        /** RSA below 2048 bits, or with an exponent that is not odd and at least 3. */
        WEAK_RSA_KEY,
        NOT_ON_CURVE
    }

    final Reason reason;

    KeyFault(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }
}
