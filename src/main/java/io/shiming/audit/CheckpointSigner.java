package io.shiming.audit;

/**
<<<<<<< HEAD
 * Signs the audit log's checkpoints with the log's Ed25519 key (RFC 8032). Who keeps the key is not the log's business.
 */
public interface CheckpointSigner {

    /** The 32-byte Ed25519 public key that verifies {@link #sign}. */
    byte[] publicKey();

    /** The 64-byte signature of the message. */
=======
 * Signs the heads of the log with its Ed25519 key (RFC 8032), which never leaves whoever implements this. The same
 * message gives the same signature.
 */
public interface CheckpointSigner {
    /** The 32 bytes of the public key. */
    byte[] publicKey();

    /** The 64 bytes of the signature. */
>>>>>>> audit
    byte[] sign(byte[] message);
}
