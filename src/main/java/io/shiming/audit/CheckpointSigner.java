package io.shiming.audit;

import java.util.List;

/**
 * Signs the heads of the log with its Ed25519 key (RFC 8032), which never leaves the implementation. The same message
 * gives the same signature.
 */
public interface CheckpointSigner {
    /** The 32 bytes of the public key. */
    byte[] publicKey();

    /** The 64 bytes of the signature. */
    byte[] sign(byte[] message);

    /** All whose signatures a checkpoint bears now, the oldest first; more than one while a key is being replaced. */
    default List<CheckpointSigner> together() {
        return List.of(this);
    }
}
