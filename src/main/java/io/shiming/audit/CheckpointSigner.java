package io.shiming.audit;

/**
 * Signs the audit log's checkpoints with the log's Ed25519 key (RFC 8032). Who keeps the key is not the log's business.
 */
public interface CheckpointSigner {

    /** The 32-byte Ed25519 public key that verifies {@link #sign}. */
    byte[] publicKey();

    /** The 64-byte signature of the message. */
    byte[] sign(byte[] message);
}
