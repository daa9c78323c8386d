package io.shiming.vault;

import io.shiming.vault.suite.Unopenable;

/**
 * The key outside the database that wraps all others; who keeps it, and where, is the adapter's business. It is asked
 * when a key of an operator is made or loaded, never for a person.
 *
 * <p>A wrapping says by itself which version of the root key made it, so that old ones open after a rotation.
 */
public interface RootKey {

    /** The adapter's name in metrics and in the key inventory. */
    String provider();

    /**
     * The key, wrapped under the newest version.
     *
     * @param context what the wrapping is bound to
     * @throws io.shiming.problem.Problem UNAVAILABLE if the key store does not answer
     */
    byte[] wrap(byte[] key, byte[] context);

    /**
     * The key again.
     *
     * @throws Unopenable if the wrapping or the context is not the one that was wrapped
     * @throws io.shiming.problem.Problem UNAVAILABLE if the key store does not answer
     */
    byte[] unwrap(byte[] wrapped, byte[] context);
}
