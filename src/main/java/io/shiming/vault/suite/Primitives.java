package io.shiming.vault.suite;

import java.security.GeneralSecurityException;

/** What a suite must be able to do. No method keeps or wipes what it is given. */
public interface Primitives {
    int NONCE_BYTES = 12;
    int TAG_BYTES = 16;

    /** Length of the cipher's key in bytes. */
    int keyBytes();

    /** Nonce, ciphertext and tag; the nonce is fresh and random, never the caller's. */
    byte[] encrypt(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException;

    /** The plaintext of what {@link #encrypt} returned, or an exception, never anything in between. */
    byte[] decrypt(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException;

    /** The cipher under one key, for many values and any number of threads; it keeps a copy. */
    Keyed keyed(byte[] key) throws GeneralSecurityException;

    /** A cipher that has its key. */
    interface Keyed {
        /** As {@link Primitives#encrypt}. */
        byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException;

        /** As {@link Primitives#decrypt}. */
        byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException;
    }

    /** A 32-byte keyed digest. */
    default byte[] mac(byte[] key, byte[] message) throws GeneralSecurityException {
        return digester(key).mac(message);
    }

    /** The keyed digest under one key, for many values and any number of threads; it keeps a copy. */
    Digester digester(byte[] key) throws GeneralSecurityException;

    /** A keyed digest that has its key. */
    interface Digester {
        /** As {@link Primitives#mac}. */
        byte[] mac(byte[] message) throws GeneralSecurityException;
    }

    /** HKDF, RFC 5869, extract and expand. */
    byte[] derive(byte[] key, byte[] salt, byte[] info, int length) throws GeneralSecurityException;

    /** Like {@link #encrypt} for large values: in chunks whose order and end are bound. */
    byte[] encryptChunks(byte[] key, byte[] plain, byte[] context) throws GeneralSecurityException;

    /** The whole plaintext of what {@link #encryptChunks} returned; nothing is released before the last chunk. */
    byte[] decryptChunks(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException;
}
